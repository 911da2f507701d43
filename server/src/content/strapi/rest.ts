import type { Context, Next } from 'koa';

import { withExposures, type Cutter, type Shapes, type View } from '..';
import { etagOf, forbidCaching, setCaching, showPage, type ShownPage } from './answer';
import type { Lane } from './lane';
import { targetOf, type Route } from './lane/routes';
import { restoreCacheControl } from './other-caches';
import type { Pages } from './pages';
import { MODE_WORDS, modeOf, notesOf } from './request';
import { tagRoots } from './roots';

interface Needs {
  readonly shapes: Shapes;
  readonly cutter: Cutter;
  readonly pages: Pages;
  viewOf(ctx: Context): View;
  /** Undefined where nothing is kept. */
  readonly lane: Pick<Lane, 'pageOf'> | undefined;
}

const routeOf = (ctx: Context): Route | undefined => (ctx.state as { route?: Route }).route;

/** The content type of the handler's controller, when there is one. */
const rootOf = (route: Route, shapes: Shapes): string | undefined => {
  const uid = targetOf(route)?.uid;
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

const writeBody = (ctx: Context, body: unknown): void => {
  const { status } = ctx;
  const printed = typeof ctx.body === 'string' || Buffer.isBuffer(ctx.body);
  const type = ctx.response.get('Content-Type');
  ctx.body = printed ? JSON.stringify(body) : body;
  if (printed && type) ctx.set('Content-Type', type);
  ctx.status = body === null ? 204 : status;
};

const refuse = (ctx: Context, status: 400 | 403, name: string, message: string): void => {
  ctx.status = status;
  ctx.body = { data: null, error: { status, name, message, details: {} } };
};

/**
 * Runs around every route of the content API, custom handlers and writes included: the handler has ended and saved
 * what it saved when a copy of its answer is cut for the visitor.
 */
export const createContentMiddleware = ({ shapes, cutter, pages, viewOf, lane }: Needs) => {
  /** Where nothing is kept, choices need a page of this one answer. */
  const chosenPage = async (
    ctx: Context,
    body: unknown,
    root: string | undefined,
  ): Promise<ShownPage | undefined> => {
    const { take, chosen } = viewOf(ctx);
    if ((!take && !chosen) || ctx.status !== 200) return undefined;
    const made = await pages.make(ctx, body, root);
    return made && { ...made, grow: () => false };
  };

  return async (ctx: Context, next: Next): Promise<void> => {
    restoreCacheControl(ctx);
    await next();
    const route = routeOf(ctx);
    if (!route || route.info?.pluginName === 'attune') return;
    const body = readBody(ctx);
    if (typeof body !== 'object' || body === null || ctx.status >= 400) return;
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD';
    const mode = reads ? modeOf(ctx) : 'visitor';
    if (mode === 'unknown') return refuse(ctx, 400, 'ValidationError', MODE_WORDS.unknown);
    if (mode === 'refused') return refuse(ctx, 403, 'ForbiddenError', MODE_WORDS.refused);
    const root = rootOf(route, shapes);
    // A view holds its request: none is made where what was judged before still holds (ADR 0043).
    const page =
      reads && mode === 'visitor'
        ? ((await lane?.pageOf(ctx, body)) ?? (await chosenPage(ctx, body, root)))
        : undefined;
    if (page) return showPage(ctx, page, viewOf);
    const view = viewOf(ctx);
    const notes = notesOf(ctx);
    tagRoots(body, root, notes);
    const answer = await cutter.cut(body, { notes, view, mode });
    if (view.leave) view.leave(answer.tagged ? 'personal' : 'unavailable');
    const shown = withExposures(answer);
    if (shown !== body) writeBody(ctx, shown);
    if (answer.personal) return forbidCaching(ctx);
    if (reads && ctx.status === 200 && ((root !== undefined && shapes.reaches(root)) || shown !== body))
      setCaching(ctx, etagOf(typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body)));
  };
};
