import { setTimeout } from 'node:timers/promises';

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

/** What an input's field must be, where only the server knows it whole: kinds that extensions bring. */
export type FieldSchemas<E extends Endpoint> = { readonly [Field in keyof ParsedInputOf<E>]?: z.ZodType };

const faultsOf = ({ issues }: z.ZodError, above: readonly PropertyKey[] = []) =>
  issues.map(({ path, message }) => ({ path: [...above, ...path].join('.'), message }));

/** The one way in which an input is refused: every fault with the path to it. */
const refuse = (faults: ReturnType<typeof faultsOf>): never => {
  throw new PluginError(
    'invalid',
    faults.map(({ path, message }) => `${path || 'input'}: ${message}`).join('; '),
    { errors: faults },
  );
};

/** Checks the fields that were given. */
const checkFields = (input: object, fields: Readonly<Record<string, z.ZodType | undefined>>): void => {
  const faults = Object.entries(fields).flatMap(([name, schema]) => {
    const value = (input as Readonly<Record<string, unknown>>)[name];
    const error = value === undefined ? undefined : schema?.safeParse(value).error;
    return error ? faultsOf(error, [name]) : [];
  });
  if (faults.length > 0) refuse(faults);
};

/** Binds an endpoint to its behaviour, types held together. `fields` are checked before it, in the words of the rest. */
export const serve = <E extends Endpoint>(
  endpoint: E,
  handle: Handler<E>,
  fields: FieldSchemas<E> = {},
): Served => ({
  endpoint,
  handle(input, call) {
    checkFields(input, fields as Readonly<Record<string, z.ZodType | undefined>>);
    return handle(input, call);
  },
});

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
      if (!input.success) return void refuse(faultsOf(input.error));
      // To tell what an administrator may do takes Strapi tens of milliseconds in one turn. Others have theirs before the
      // work begins: by a timer, as an immediate would come before whoever waits for the network.
      if (endpoint.lane === 'admin') await setTimeout(0);
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
