import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { isPluginError } from '../../../../plugin/src';
import {
  mayEcho,
  noteRows,
  withoutEchoes,
  type Guard,
  type Keeper,
  type Shapes,
  type TagEchoes,
  type View,
} from '..';
import { notesOf } from './request';
import { createStoredBlocks } from './stored-blocks';
import { createWrittenAudiences } from './written-audiences';

interface Needs {
  readonly shapes: Shapes;
  readonly guard: Guard;
  readonly keeper: Keeper;
  readonly tagEchoes: TagEchoes;
  viewOf(ctx: Context): View;
  fillKeys(data: unknown, uid: string, fresh?: boolean): unknown;
}

const READS = new Set(['findOne', 'findFirst', 'findMany', 'count']);
const WRITES_DATA = new Set(['create', 'update', 'clone']);

/** 400 in Strapi's own shape. The message names the parameter and a rule of the schema, never what is stored. */
export const refuseQuery = (fault: string): never => {
  throw new errors.ValidationError(
    `Invalid parameter ${fault}: what stands here is not shown to everyone, so no query may depend on it.`,
    { parameter: fault },
  );
};

interface RouteInfo {
  readonly type?: string;
  readonly pluginName?: string;
}

const routeOf = (ctx: Context | undefined): RouteInfo | undefined =>
  (ctx?.state as { route?: { info?: RouteInfo } } | undefined)?.route?.info;

const contentRequest = (strapi: Core.Strapi): Context | undefined => {
  const ctx = strapi.requestContext.get() as Context | undefined;
  return routeOf(ctx)?.type === 'content-api' ? ctx : undefined;
};

const entriesOf = (result: unknown): readonly unknown[] => {
  if (Array.isArray(result)) return result;
  if (typeof result !== 'object' || result === null) return [];
  return 'entries' in result && Array.isArray(result.entries) ? result.entries : [result];
};

/** A filter of the app's own making is the app's affair; one that stands in the address is refused here too. */
const asksFromOutside = (ctx: Context, fault: string): boolean =>
  JSON.stringify(ctx.query).includes(fault.slice(fault.lastIndexOf('.') + 1));

interface DocumentsCall {
  readonly uid: string;
  readonly action: string;
  params: { readonly data?: unknown; readonly documentId?: string; readonly locale?: unknown };
}

/** What is wrong with a write is the caller's to mend, in Strapi's own words for it. */
const faultless = async (make: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await make();
  } catch (error) {
    if (isPluginError(error)) throw new errors.ValidationError(error.message, error.details);
    throw error;
  }
};

/** The edit view of an entry of this type, where it is what writes. */
const editViewOf = (strapi: Core.Strapi, uid: string): Context | undefined => {
  const ctx = strapi.requestContext.get() as Context | undefined;
  const { model } = (ctx?.params ?? {}) as { readonly model?: unknown };
  return routeOf(ctx)?.pluginName === 'content-manager' && model === uid ? ctx : undefined;
};

/** Fills in block keys and audiences that were left out on the way in, and notes audiences on the way out. It never takes anything from a document. */
export const useDocuments = (
  strapi: Core.Strapi,
  { shapes, guard, keeper, tagEchoes, viewOf, fillKeys }: Needs,
): void => {
  const storedBlocks = createStoredBlocks(strapi, shapes);

  const withAudiences = createWrittenAudiences(strapi, { shapes, keeper, storedBlocks });

  /** The edit view's form holds the entry itself; anybody else was shown one of its variants, perhaps. */
  const withoutVariants = async (data: unknown, { uid, action, params }: DocumentsCall): Promise<unknown> => {
    if (action !== 'update' || editViewOf(strapi, uid) || !mayEcho(data, uid, shapes)) return data;
    return withoutEchoes(data, uid, shapes, await storedBlocks.experiencesOf(uid, params));
  };

  /** Who reads a text over the content API reads it filled in, and may send it back so. */
  const withTags = async (data: unknown, { uid, action, params }: DocumentsCall): Promise<unknown> => {
    const ctx = contentRequest(strapi);
    if (!ctx || action !== 'update' || !tagEchoes.concerns(data, uid)) return data;
    const traits = await viewOf(ctx).traits?.();
    return tagEchoes.restore(data, uid, await storedBlocks.taggedOf(uid, params), [traits]);
  };

  const middleware = async (context: DocumentsCall, next: () => Promise<unknown>) => {
    const { uid, action, params } = context;
    if (WRITES_DATA.has(action) && params.data) {
      const data = await faultless(async () => {
        const audible = await withAudiences(context, editViewOf(strapi, uid));
        const whole = await withoutVariants(await withTags(audible, context), context);
        return fillKeys(whole, uid, action === 'clone');
      });
      if (data !== params.data) context.params = { ...params, data };
    }
    const ctx = contentRequest(strapi);
    if (!ctx) return next();
    const fault = guard.fault(context.params, uid);
    if (fault && asksFromOutside(ctx, fault)) refuseQuery(fault);
    const notes = notesOf(ctx);
    if (!READS.has(action)) notes.forget();
    const result: unknown = await next();
    noteRows(entriesOf(result), uid, shapes, notes);
    return result;
  };
  // Strapi types each action's parameters apart; here they are all looked at alike.
  strapi.documents.use(middleware as unknown as Parameters<typeof strapi.documents.use>[0]);
};

/** What passes Strapi's output sanitizer is tagged with its content type, so that the cut follows the right schema. */
export const tagSanitized = (strapi: Core.Strapi): void => {
  const tagger = (schema: { readonly uid: string }) => async (data: unknown) => {
    const ctx = contentRequest(strapi);
    if (ctx && typeof data === 'object' && data !== null) notesOf(ctx).tag(data, schema.uid);
    return data;
  };
  strapi.sanitizers.add(
    'content-api.output',
    tagger as unknown as Parameters<typeof strapi.sanitizers.add>[1],
  );
};

/** Every query that Strapi validates for the public (REST, GraphQL, users) passes here with its schema. */
export const guardQueries = (strapi: Core.Strapi, guard: Guard): void => {
  const { validate } = strapi.contentAPI;
  const original = validate.query;
  validate.query = async (query, schema, options) => {
    const fault = guard.fault(query, schema.uid);
    if (fault) refuseQuery(fault);
    return original(query, schema, options);
  };
};
