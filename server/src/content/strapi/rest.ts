import { createHash } from 'node:crypto';

import type { Context, Next } from 'koa';

import { isPlain, withExposures, type Cutter, type Notes, type Shapes, type View } from '..';
import { modeOf, namesVisitor, notesOf, VARY } from './request';

interface Needs {
  readonly shapes: Shapes;
  readonly cutter: Cutter;
  viewOf(ctx: Context): View;
}

interface RouteInfo {
  readonly handler?: unknown;
  readonly info?: { readonly apiName?: string; readonly pluginName?: string };
}

const routeOf = (ctx: Context): RouteInfo | undefined => (ctx.state as { route?: RouteInfo }).route;

/** `api::page.page` of the handler `page.find` or `api::page.page.find`, when there is such a content type. */
const rootOf = (route: RouteInfo | undefined, shapes: Shapes): string | undefined => {
  if (typeof route?.handler !== 'string') return undefined;
  const controller = route.handler.slice(0, route.handler.lastIndexOf('.'));
  const { apiName, pluginName } = route.info ?? {};
  const uid = controller.includes('::')
    ? controller
    : pluginName
      ? `plugin::${pluginName}.${controller}`
      : `api::${apiName}.${controller}`;
  return shapes.of(uid) && uid;
};

/** JSON that a handler has printed itself is read back; anything that is not JSON has no blocks in it. */
const readBody = (ctx: Context): unknown => {
  const { body } = ctx;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return isStream(body) ? undefined : body;
  const text = body.toString();
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';

/** Strapi's own answers hold entries of the route's content type; so, as far as is known, do those of custom handlers. */
const tagRoots = (body: unknown, root: string | undefined, notes: Notes): void => {
  const entries = isPlain(body) && 'data' in body && !notes.uidOf(body) ? body.data : body;
  for (const entry of Array.isArray(entries) ? entries : [entries]) {
    if (root !== undefined && isPlain(entry) && !notes.uidOf(entry)) notes.tag(entry, root);
  }
};

const writeBody = (ctx: Context, body: unknown): void => {
  const { status } = ctx;
  const printed = typeof ctx.body === 'string' || Buffer.isBuffer(ctx.body);
  const type = ctx.response.get('Content-Type');
  ctx.body = printed ? JSON.stringify(body) : body;
  if (printed && type) ctx.set('Content-Type', type);
  ctx.status = body === null ? 204 : status;
};

/**
 * Says who may keep this answer, and gives it a name by which an unchanged one is not sent again. The name is made
 * of the bytes that this visitor gets, so that it tells nothing of what was left out.
 */
const setCaching = (ctx: Context): void => {
  const ownVisitor = namesVisitor(ctx) || ctx.get('Authorization') !== '';
  ctx.set('Cache-Control', ownVisitor ? 'private, no-cache' : 'public, no-cache');
  ctx.vary(VARY);
  const text = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
  ctx.set('ETag', `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`);
  if (ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
};

const refuse = (ctx: Context, status: 400 | 403, name: string, message: string): void => {
  ctx.status = status;
  ctx.body = { data: null, error: { status, name, message, details: {} } };
};

/**
 * Runs around every route of the content API, custom handlers and writes included: the handler has ended and saved
 * what it saved when a copy of its answer is cut for the visitor.
 */
export const createContentMiddleware =
  ({ shapes, cutter, viewOf }: Needs) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const route = routeOf(ctx);
    if (!route || route.info?.pluginName === 'attune') return;
    const body = readBody(ctx);
    if (typeof body !== 'object' || body === null || ctx.status >= 400) return;
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD';
    const mode = reads ? modeOf(ctx) : 'visitor';
    if (mode === 'unknown')
      return refuse(ctx, 400, 'ValidationError', 'Attune-Personalize is "all" or "off", or left out.');
    if (mode === 'refused')
      return refuse(
        ctx,
        403,
        'ForbiddenError',
        'Attune-Personalize is for API tokens that hold the action plugin::attune.content.all.',
      );
    const root = rootOf(route, shapes);
    const notes = notesOf(ctx);
    tagRoots(body, root, notes);
    const answer = await cutter.cut(body, { notes, view: viewOf(ctx), mode });
    const shown = withExposures(answer);
    if (shown !== body) writeBody(ctx, shown);
    if (reads && ctx.status === 200 && ((root !== undefined && shapes.reaches(root)) || shown !== body))
      setCaching(ctx);
  };
