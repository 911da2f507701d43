import type { Context } from 'koa';

import { perRequest } from './per-request';

/** The little of graphql-js that is touched: a built schema, whose fields are given new resolvers. */
export interface GraphType {
  readonly name?: string;
  readonly ofType?: GraphType;
  readonly [Symbol.toStringTag]: string;
  getFields?(): Record<string, GraphField>;
}
export interface GraphField {
  type: GraphType;
  readonly args: readonly { readonly name: string; readonly type: GraphType }[];
  resolve?: Resolve;
}
export interface GraphSchema {
  getTypeMap(): Record<string, GraphType>;
}
export interface GraphContext {
  readonly koaContext?: Context;
}
export type Resolve = (parent: unknown, args: unknown, context: GraphContext, info: unknown) => unknown;

export const kindOf = (type: GraphType): string => type[Symbol.toStringTag];

export const namedType = (type: GraphType): GraphType => (type.ofType ? namedType(type.ofType) : type);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What a field answers when nobody has given it a resolver. */
export const resolverOf = (name: string, field: GraphField): Resolve =>
  field.resolve ?? ((parent) => (isObject(parent) ? parent[name] : undefined));

const exposed = perRequest<Set<string>>('exposures');

export const exposuresOf = (ctx: Context | undefined): ReadonlySet<string> | undefined =>
  ctx && exposed.get(ctx);

/** Keys of what was chosen and is shown in this request. */
export const expose = (ctx: Context, keys: Iterable<string>): void => {
  const known = exposed.get(ctx) ?? new Set<string>();
  for (const key of keys) known.add(key);
  if (known.size > 0) exposed.set(ctx, known);
};
