import { createHash } from 'node:crypto';

import type { Context } from 'koa';

import { nextDate, type Asker, type Choices, type ShownView, type View, type ViewedPage } from '..';
import { namesVisitor, VARY } from './request';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The name of these bytes: it tells nothing of what was left out. */
export const etagOf = (body: Buffer | string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** What `Vary` becomes, by what it was: to add to it is work that is the same for nearly every answer. */
const varied = new Map<string, string>();
const MOST_VARIED = 100;

const vary = (ctx: Context): void => {
  // Koa copies all headers to tell one.
  const before = String(ctx.res.getHeader('vary') ?? '');
  const known = varied.get(before);
  if (known !== undefined) return ctx.set('Vary', known);
  ctx.vary(VARY);
  if (varied.size < MOST_VARIED) varied.set(before, ctx.response.get('Vary'));
};

/** For words about a person, which nobody may keep. */
export const forbidCaching = (ctx: Context): void => {
  vary(ctx);
  // A cache inside Strapi may have named the answer before it was cut.
  ctx.remove('ETag');
  ctx.set('Cache-Control', 'private, no-store');
};

/** Says who may keep this answer, and gives it a name by which an unchanged one is not sent again. */
export const setCaching = (ctx: Context, etag: string): void => {
  const { headers } = ctx.req;
  const ownVisitor = namesVisitor(ctx) || Boolean(headers.authorization);
  ctx.set('Cache-Control', ownVisitor ? 'private, no-cache' : 'public, no-cache');
  vary(ctx);
  ctx.set('ETag', etag);
  if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) return;
  if (ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
};

/** An API token may be revoked, which no copy hears of: a cache asks again after this many seconds. */
const LONGEST_OF_A_TOKEN = 60;

/** Whoever brings the same token gets the same bytes: any cache may keep them until the token ends. */
const setShared = (ctx: Context, etag: string, endsIn: number): void => {
  const seconds = Math.max(0, Math.floor(endsIn / 1_000));
  ctx.vary('Attune-Decision');
  if (ctx.get('Authorization') === '') ctx.set('Cache-Control', `public, max-age=${seconds}`);
  else {
    // What one API token may read is for those who hold it.
    ctx.vary('Authorization');
    ctx.set('Cache-Control', `public, max-age=${Math.min(seconds, LONGEST_OF_A_TOKEN)}, must-revalidate`);
  }
  ctx.set('ETag', etag);
  if (ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
};

const print = (ctx: Context, body: Buffer | string): void => {
  ctx.status = 200;
  ctx.set('Content-Type', JSON_TYPE);
  ctx.body = body;
};

const showChosen = (ctx: Context, viewed: ViewedPage, { word, expiresAt }: Choices, now: number): void => {
  const { body, etag } = viewed.chosen(word);
  print(ctx, body);
  setShared(ctx, etag, expiresAt - now);
};

/** A page made ready to be shown many times. */
export interface ShownPage {
  readonly viewed: ViewedPage;
  /** Whether an answer of this content type may hold audiences, and differ by who asks. */
  readonly differs: boolean;
  grow(bytes: number): boolean;
  /** Who asks, where they may be given what they were given before as long as it holds. */
  readonly asker?: Asker | undefined;
}

/** Answers with the view of a page that belongs to whoever looks. */
export const showPage = async (
  ctx: Context,
  page: ShownPage,
  viewOf: (ctx: Context) => View,
): Promise<void> => {
  const { viewed, grow, asker } = page;
  const known = asker && viewed.recall.find(asker);
  if (known) return answerWith(ctx, page, known);
  const view = viewOf(ctx);
  if (view.take) {
    await view.take(viewed);
    ctx.status = 200;
    ctx.body = '{}';
    return;
  }
  const chosen = view.chosen?.(viewed);
  if (chosen) return showChosen(ctx, viewed, chosen, view.now());
  const standing = viewed.page.targeted ? await view.segments(viewed.page.segments) : undefined;
  const look = { standing, now: view.now() };
  if (view.isPreview) return answerWith(ctx, page, viewed.preview(look));
  const shown = viewed.show(look, grow);
  const traits = shown.isTagged ? await view.traits?.() : undefined;
  if (traits) {
    print(ctx, viewed.personal(look, traits));
    return forbidCaching(ctx);
  }
  const until = Math.min(view.holdsUntil?.() ?? -Infinity, nextDate(viewed.page, look.now) ?? Infinity);
  if (asker && until > look.now) viewed.recall.remember(asker, shown, until, grow);
  answerWith(ctx, page, shown);
};

const answerWith = (ctx: Context, { differs }: ShownPage, { body, etag }: ShownView): void => {
  print(ctx, body);
  if (differs) setCaching(ctx, etag);
};
