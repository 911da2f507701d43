import type { z } from 'zod';

import type { Permission } from '../permissions';

/**
 * Where an endpoint is reached: `admin` under `/attune` with an admin session and the permission;
 * `public` under `/api/attune`, checked by the handler itself (keys, signed tokens); `probe` under `/attune`,
 * for whoever watches over the installation.
 */
type Lane =
  | { readonly lane: 'admin'; readonly permission: Permission }
  | { readonly lane: 'public' | 'probe'; readonly permission?: undefined };

export type Endpoint<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = Lane & {
  /** `segments.preview`: slice and use case. The server's handlers are keyed by it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the lane's prefix; parameters as `:id`. */
  readonly path: `/${string}`;
  /** One sentence for the reference docs. */
  readonly summary: string;
  /** `in`: the body is a file, read by the handler as it arrives. `out`: the handler streams one as the answer. */
  readonly file?: 'in' | 'out';
  /** Path parameters, then the query (GET, DELETE, files) or the body (POST, PUT), in one object. */
  readonly input: Input;
  readonly answer: Answer;
};

/** Declares an endpoint once; route, permission, validation, the admin's typed call and the docs derive from it. */
export const defineEndpoint = <I extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<I, A>,
): Endpoint<I, A> => endpoint;

export type InputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.input<I> : never;
export type ParsedInputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.output<I> : never;
export type AnswerOf<E> = E extends Endpoint<z.ZodType, infer A> ? z.output<A> : never;
