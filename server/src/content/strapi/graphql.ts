import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { createNotes, type Cutter, type Guard, type Shapes, type View } from '..';
import { refuseQuery } from './documents';
import { modeOf } from './request';

interface Needs {
  readonly shapes: Shapes;
  readonly guard: Guard;
  readonly cutter: Cutter;
  viewOf(ctx: Context): View;
}

/** The little of graphql-js that is touched: a built schema, whose fields are given new resolvers. */
interface GraphType {
  readonly name?: string;
  readonly ofType?: GraphType;
  readonly [Symbol.toStringTag]: string;
  getFields?(): Record<string, GraphField>;
}
interface GraphField {
  type: GraphType;
  readonly args: readonly { readonly name: string; readonly type: GraphType }[];
  resolve?: Resolve;
}
interface GraphSchema {
  getTypeMap(): Record<string, GraphType>;
}
interface GraphContext {
  readonly koaContext?: Context;
}
type Resolve = (parent: unknown, args: unknown, context: GraphContext, info: unknown) => unknown;

const kindOf = (type: GraphType): string => type[Symbol.toStringTag];

const namedType = (type: GraphType): GraphType => (type.ofType ? namedType(type.ofType) : type);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const exposed = new WeakMap<Context, Set<string>>();

/** Adds `extensions.attune.exposures`, where REST has `meta.attune.exposures`. */
const exposuresPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response }: ApolloRequest) {
        const keys = contextValue.koaContext && exposed.get(contextValue.koaContext);
        const result = response.body.singleResult;
        if (!keys || !result) return;
        result.extensions = { ...result.extensions, attune: { exposures: [...keys] } };
      },
    };
  },
};

interface ApolloRequest {
  readonly contextValue: GraphContext;
  readonly response: {
    readonly body: { readonly singleResult?: { extensions?: Record<string, unknown> } };
  };
}

/**
 * Cuts GraphQL where it resolves components: its zones and components never pass `strapi.documents`. Every field of
 * the finished schema that can answer with a targeted block is wrapped, custom queries of the app among them.
 */
export const useGraphql = (strapi: Core.Strapi, needs: Needs): void => {
  if (!strapi.plugin('graphql')) return;
  strapi.get('services').extend('plugin::graphql.content-api', (service: { buildSchema(): GraphSchema }) => ({
    ...service,
    buildSchema: () => wrapSchema(strapi, service.buildSchema(), needs),
  }));
  const apollo = strapi.config.get<{ plugins?: unknown[] }>('plugin::graphql.apolloServer', {});
  strapi.config.set('plugin::graphql.apolloServer', {
    ...apollo,
    plugins: [...(apollo.plugins ?? []), exposuresPlugin],
  });
};

const wrapSchema = (strapi: Core.Strapi, schema: GraphSchema, needs: Needs): GraphSchema => {
  const { shapes } = needs;
  const components = new Map<string, string>();
  const filters = new Map<string, string>();
  const { naming } = strapi.plugin('graphql').service('utils') as {
    naming: { getFiltersInputTypeName(model: unknown): string };
  };
  for (const model of [...Object.values(strapi.components), ...Object.values(strapi.contentTypes)]) {
    if (shapes.of(model.uid)?.audience) components.set(model.globalId, model.uid);
    if (shapes.reaches(model.uid)) filters.set(naming.getFiltersInputTypeName(model), model.uid);
  }
  if (components.size === 0) return schema;
  for (const type of Object.values(schema.getTypeMap() ?? {})) {
    if (kindOf(type) !== 'GraphQLObjectType' || type.name?.startsWith('__')) continue;
    for (const [name, field] of Object.entries(type.getFields?.() ?? {})) {
      wrapField(name, field, components, filters, needs);
    }
  }
  return schema;
};

const wrapField = (
  name: string,
  field: GraphField,
  components: ReadonlyMap<string, string>,
  filters: ReadonlyMap<string, string>,
  { shapes, guard, cutter, viewOf }: Needs,
): void => {
  const answer = namedType(field.type);
  const uid = components.get(answer.name ?? '');
  const cuts = uid !== undefined || ['GraphQLUnionType', 'GraphQLInterfaceType'].includes(kindOf(answer));
  const filtersType = field.args.find((arg) => arg.name === 'filters')?.type;
  const asked = filtersType && filters.get(namedType(filtersType).name ?? '');
  if (!cuts && !asked) return;
  // A hidden component is null even where the schema calls it required: an error would tell that it exists.
  if (uid && kindOf(field.type) === 'GraphQLNonNull' && field.type.ofType === answer) field.type = answer;

  const resolve: Resolve = field.resolve ?? ((parent) => (isObject(parent) ? parent[name] : undefined));

  /** Resolvers load whole rows, audience and all; a row without one is looked up by its id. */
  const cutAnswer = async (value: unknown, ctx: Context): Promise<unknown> => {
    const mode = modeOf(ctx);
    if (mode === 'refused' || mode === 'unknown')
      throw new errors.ForbiddenError(
        'Attune-Personalize is for API tokens that hold plugin::attune.content.all.',
      );
    const notes = createNotes();
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isObject(item)) continue;
      const own = uid ?? (typeof item.__component === 'string' ? item.__component : undefined);
      const attribute = shapes.of(own)?.audience;
      if (!own || !attribute) continue;
      notes.tag(item, own);
      if (attribute in item && 'id' in item) notes.note(own, String(item.id), item[attribute]);
    }
    // "All" is a matter of the fields asked for: the schema has no audience in it.
    const { body, exposures } = await cutter.cut(value, {
      notes,
      view: viewOf(ctx),
      mode: mode === 'all' ? 'off' : mode,
    });
    const keys = exposed.get(ctx) ?? new Set<string>();
    for (const key of exposures) keys.add(key);
    if (keys.size > 0) exposed.set(ctx, keys);
    return body;
  };

  field.resolve = async (parent, args, context, info) => {
    const fault = asked ? guard.faultOfArguments(args, asked) : undefined;
    if (fault) refuseQuery(fault);
    const value = await resolve(parent, args, context, info);
    if (!cuts || !isObject(value)) return value;
    // Outside a request there is nobody to judge for.
    return context.koaContext ? cutAnswer(value, context.koaContext) : value;
  };
};
