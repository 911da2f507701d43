import type { Context } from 'koa';
import { type z } from 'zod';

import {
  ERROR_STATUS,
  isPluginError,
  permissionUid,
  PluginError,
  type AnswerOf,
  type Endpoint,
  type ParsedInputOf,
} from '../../../plugin/src';

/** Who calls: an administrator by id (kept in the audit as such), or the public with its request. */
export interface Call {
  readonly actor: string;
  readonly ctx: Context;
  /** Whether this administrator may also do that; public callers may nothing. */
  may(permission: Parameters<typeof permissionUid>[0]): boolean;
}

export type Handler<E extends Endpoint> = (
  input: ParsedInputOf<E>,
  call: Call,
) => Promise<AnswerOf<E>> | AnswerOf<E>;

export interface Served {
  readonly endpoint: Endpoint;
  readonly handle: (input: never, call: Call) => unknown;
}

/** Binds an endpoint to its behaviour, types held together. */
export const serve = <E extends Endpoint>(endpoint: E, handle: Handler<E>): Served => ({
  endpoint,
  handle: handle as Served['handle'],
});

const faultsOf = (error: z.ZodError) =>
  error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));

/**
 * Strapi logs what it does not know, and Knex writes the values of a query into its message: only the code and the
 * place go on. What Strapi itself answers with (a 4xx of its own) is left as it is.
 */
const withoutValues = (error: unknown, id: string): unknown => {
  const { name, code, status, details, stack } = (error ?? {}) as Partial<
    Record<'name' | 'code' | 'status' | 'details' | 'stack', unknown>
  >;
  if ((typeof status === 'number' && status < 500) || details !== undefined) return error;
  const safe = new Error(`The endpoint "${id}" failed (${String(code ?? name ?? 'unknown').slice(0, 60)}).`);
  const places = String(stack ?? '').match(/^ {4}at .*$/gm) ?? [];
  safe.stack = [safe.message, ...places].join('\n');
  return safe;
};

const answerError = (ctx: Context, error: unknown, id: string): void => {
  if (!isPluginError(error)) throw withoutValues(error, id);
  ctx.status = ERROR_STATUS[error.code];
  const { retryAfter } = error.details;
  if (typeof retryAfter === 'number') ctx.set('retry-after', String(retryAfter));
  ctx.body = {
    data: null,
    error: {
      status: ctx.status,
      name: error.code,
      message: error.message,
      details: error.details,
    },
  };
};

const inputOf = (ctx: Context, { file }: Endpoint): unknown => {
  const body = (ctx.request as { body?: unknown }).body;
  // Browsers' beacons send text/plain, which arrives as a string.
  const parsed = file !== 'in' && typeof body === 'string' && body !== '' ? parseText(body) : body;
  const inQuery = ctx.method === 'GET' || ctx.method === 'DELETE' || file === 'in';
  const rest = inQuery ? ctx.query : parsed;
  return { ...(typeof rest === 'object' && rest ? rest : {}), ...(ctx.params as object) };
};

const parseText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new PluginError('unreadable', 'The body is not JSON.');
  }
};

const callOf = (ctx: Context): Call => {
  const state = ctx.state as {
    user?: { id?: number | string };
    userAbility?: { can(action: string): boolean };
  };
  return {
    actor: state.user?.id === undefined ? 'public' : `admin:${state.user.id}`,
    ctx,
    may: (permission) => state.userAbility?.can(permissionUid(permission)) ?? false,
  };
};

/** A Strapi route for an endpoint: permission before, validation at the door, one error shape after. */
export const routeOf = (endpoint: Endpoint, find: (id: string) => Served['handle'] | undefined) => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: async (ctx: Context) => {
    try {
      const handle = find(endpoint.id);
      if (!handle) throw new PluginError('unavailable', 'Attune is starting. Try again in a moment.');
      const input = endpoint.input.safeParse(inputOf(ctx, endpoint));
      if (!input.success) {
        const faults = faultsOf(input.error);
        throw new PluginError(
          'invalid',
          faults.map(({ path, message }) => `${path || 'input'}: ${message}`).join('; '),
          {
            errors: faults,
          },
        );
      }
      const answer = await handle(input.data as never, callOf(ctx));
      if (answer !== undefined) ctx.body = answer;
    } catch (error) {
      answerError(ctx, error, endpoint.id);
    }
  },
  config:
    endpoint.lane !== 'admin'
      ? { auth: false }
      : {
          policies: [
            'admin::isAuthenticatedAdmin',
            { name: 'admin::hasPermissions', config: { actions: [permissionUid(endpoint.permission)] } },
          ],
        },
});
