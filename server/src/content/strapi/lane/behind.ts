import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { nextDate, type Asker, type Fill, type Kept, type KeptNotes, type ViewedPage } from '../..';
import type { Clock } from '../../../ports';
import type { ShownPage } from '../answer';
import { perRequest } from '../per-request';
import { notesOf, renote, type PlainRequest } from '../request';
import { asksForDrafts, asksPlainly, callerOf, rightsEnd } from './caller';
import { MOST_AGE_MS } from './early';
import { isCoreAction, targetOf, type Route, type Routes } from './routes';

/** What an action of Strapi's own has answered, before anything of the app's own has seen it. */
export interface BehindPage {
  readonly viewed: ViewedPage;
  readonly differs: boolean;
  /** The whole answer as text, and what was noted of it, where middlewares are given an object of their own. */
  readonly whole: string | undefined;
  readonly notes: KeptNotes | undefined;
}

type Action = (ctx: Context, ...rest: unknown[]) => unknown;
type Controller = Record<string, Action | undefined>;

interface Needs {
  readonly strapi: Core.Strapi;
  readonly kept: Kept<BehindPage>;
  readonly base: readonly string[];
  readonly routes: () => Routes;
  isOpen(): boolean;
  askerOf(ctx: PlainRequest): Asker | undefined;
  /** A page of an answer about this content type; undefined for one that makes none. */
  makePage(
    ctx: Context,
    body: unknown,
    uid: string,
  ): Promise<Pick<ShownPage, 'viewed' | 'differs'> | undefined>;
  readonly now: Clock;
}

/** Stands for a page until it is shown, where nobody else looks at the answer. */
const placeholder = () => ({ data: null, meta: {} });

/**
 * The query as it stands: as an object, which somebody on the way may have changed, where Strapi has made one; else as
 * it came, since nobody has looked at it.
 */
const askedOf = (ctx: Context): unknown => {
  const { request, querystring } = ctx;
  const { _querycache: made } = request as { _querycache?: Readonly<Record<string, unknown>> };
  // Somebody has another query in its place.
  if (Object.hasOwn(ctx, 'query') || Object.hasOwn(request, 'query')) return ctx.query;
  return made?.[querystring] ?? querystring;
};

/**
 * Behind Strapi's auth, the policies and the middlewares of a route: its own actions answer from memory. The key is
 * made of what the action would be asked: the query as it stands by then.
 */
export const createBehind = ({ strapi, kept, base, routes, isOpen, askerOf, makePage, now }: Needs) => {
  const fills = perRequest<Fill<BehindPage>>('fill');
  const ready = perRequest<ShownPage & { readonly body: unknown }>('ready');
  const wrapped = new Map<string, Action>();

  const shown = (ctx: Context, key: string, page: BehindPage, body: unknown): unknown => {
    const grow = (bytes: number) => kept.grow(key, page, bytes);
    ready.set(ctx, { viewed: page.viewed, differs: page.differs, grow, asker: askerOf(ctx), body });
    return body;
  };

  const give = (ctx: Context, key: string, page: BehindPage): unknown => {
    if (page.whole === undefined || !page.notes) return shown(ctx, key, page, placeholder());
    renote(ctx, page.notes);
    return JSON.parse(page.whole);
  };

  const fillFrom = async (
    ctx: Context,
    key: string,
    { uid, watched, ends }: { uid: string; watched: boolean; ends: number },
    run: () => unknown,
  ): Promise<unknown> => {
    const fill = kept.begin(key);
    base.forEach(fill.note);
    fills.set(ctx, fill);
    try {
      const body = await run();
      if (watched && !fill.isWanted()) return body;
      const made = typeof body === 'object' && body !== null ? await makePage(ctx, body, uid) : undefined;
      if (!made) return body;
      const whole = watched ? JSON.stringify(body) : undefined;
      const page = { ...made, whole, notes: watched ? notesOf(ctx).kept() : undefined };
      const at = now();
      const endsAt = Math.min(ends, at + MOST_AGE_MS, nextDate(made.viewed.page, at) ?? Infinity);
      fill.keep(page, made.viewed.bytes() + 2 * (whole?.length ?? 0), endsAt);
      return watched ? body : shown(ctx, key, page, body);
    } finally {
      fills.delete(ctx);
      fill.end();
    }
  };

  const answer = async (ctx: Context, uid: string, action: string, run: () => unknown): Promise<unknown> => {
    const { route } = ctx.state as { route?: Route };
    const target = route && targetOf(route);
    const standing = route && routes().of(route);
    if (!isOpen() || target?.uid !== uid || target.action !== action || standing?.lane !== 'behind')
      return run();
    const caller = callerOf(ctx);
    const ends = caller && rightsEnd(ctx, caller);
    if (ends === undefined || !asksPlainly(ctx)) return run();
    const key = JSON.stringify([caller, uid, action, ctx.params, askedOf(ctx)]);
    const page = kept.get(key) ?? (await waitFor(key));
    if (page) return give(ctx, key, page);
    if (asksForDrafts(ctx.query)) return run();
    return fillFrom(ctx, key, { uid, watched: standing.watched, ends }, run);
  };

  const waitFor = async (key: string): Promise<BehindPage | undefined> => {
    const underWay = kept.underWay(key);
    if (!underWay) return undefined;
    await underWay;
    return kept.get(key);
  };

  return {
    fillOf: (ctx: Context): Fill<BehindPage> | undefined => fills.get(ctx),
    /** The page that this very body stands for. */
    readyOf(ctx: Context, body: unknown): ShownPage | undefined {
      const page = ready.get(ctx);
      return page?.body === body ? page : undefined;
    },
    /** Stands before the actions that are Strapi's own, once everybody has registered theirs and before routes are made. */
    wrap(): void {
      const controllers = strapi.get('controllers') as {
        keys(): string[];
        get(uid: string): Controller | undefined;
      };
      for (const uid of controllers.keys()) {
        const controller = uid in strapi.contentTypes ? controllers.get(uid) : undefined;
        for (const action of ['find', 'findOne']) {
          const original = controller?.[action];
          if (!controller || !original || !isCoreAction(strapi, uid, controller, action)) continue;
          const wrapper: Action = (ctx, ...rest) =>
            answer(ctx, uid, action, () => original.call(controller, ctx, ...rest));
          controller[action] = wrapper;
          wrapped.set(`${uid}.${action}`, wrapper);
        }
      }
    },
    /** Whether an action is Strapi's own still, this layer apart. */
    isOwn(uid: string, action: string): boolean {
      const controller = strapi.controller(uid as 'api::any.any') as unknown as Controller | undefined;
      const own = wrapped.get(`${uid}.${action}`);
      return own !== undefined && controller?.[action] === own;
    },
  };
};

export type Behind = ReturnType<typeof createBehind>;
