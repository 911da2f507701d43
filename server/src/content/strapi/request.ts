import type { IncomingMessage } from 'node:http';

import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import { GEO_HEADERS, geoOf, signalsOf } from '../../../../plugin/src';
import type { Locate } from '../../ports';
import {
  createNotes,
  isPreviewToken,
  readTold,
  type Asked,
  type Claim,
  type KeptNotes,
  type Mode,
  type Notes,
  type RequestFaults,
  type Told,
} from '..';
import { perRequest } from './per-request';

/** The headers a request may name its visitor with, and by which an answer differs. */
export const REQUEST_HEADERS = [
  'Attune-Visitor',
  'Attune-Context',
  'Attune-Personalize',
  'Attune-Decision',
] as const;
export const VARY = [...REQUEST_HEADERS, ...GEO_HEADERS, 'Authorization', 'Cookie', 'Sec-GPC', 'DNT'].join(
  ', ',
);

const COOKIE = 'attune_visitor';
/** Signed tokens are the longest; an id is a few dozen characters. */
const MOST_CHARACTERS = 4_096;
/** The action an API token must hold for `Attune-Personalize`. */
const ALL_ACTION = 'plugin::attune.content.all';

/** The little of a request that tells who it names. Koa hands each question on to Node's own, by two calls. */
export interface PlainRequest {
  readonly req: IncomingMessage;
  readonly cookies?: Context['cookies'];
}

const headerOf = ({ req }: PlainRequest, name: string): string => String(req.headers[name] ?? '');

interface State {
  readonly auth?: {
    readonly strategy?: { readonly name?: string };
    readonly credentials?: { readonly type?: string } | null;
    readonly ability?: { can(action: string): boolean };
  };
  readonly user?: { readonly documentId?: string };
}

const stateOf = (ctx: Context): State => ctx.state as State;

const notes = perRequest<Notes>('notes');

/** The notes of this request, made when first asked for. */
export const notesOf = (ctx: Context): Notes => {
  const known = notes.get(ctx);
  if (known) return known;
  const made = createNotes();
  notes.set(ctx, made);
  return made;
};

/** Begins with what was noted while this answer was made the first time. */
export const renote = (ctx: Context, kept: KeptNotes): void => void notes.set(ctx, createNotes(kept));

/** A signed visitor token, opened: what the site's server vouches for. */
export interface VisitorToken {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** Printable and of a length that ids have; anything else is nobody. */
const isId = (value: string): boolean => value.length <= MOST_CHARACTERS && /^[\x21-\x7e]+$/.test(value);

/** The token of choices made before, good or not. It stands in the place of a visitor, and is for reading alone. */
export const decisionTokenOf = (ctx: PlainRequest): string | undefined =>
  ctx.req.method === 'GET' || ctx.req.method === 'HEAD'
    ? headerOf(ctx, 'attune-decision') || undefined
    : undefined;

/** Koa makes a jar for each request that is asked for a cookie. */
const cookieOf = (ctx: PlainRequest): string | undefined =>
  ctx.req.headers.cookie === undefined ? undefined : ctx.cookies?.get(COOKIE);

const givenName = (ctx: PlainRequest): string =>
  decisionTokenOf(ctx) === undefined ? headerOf(ctx, 'attune-visitor') || cookieOf(ctx) || '' : '';

const named = (ctx: PlainRequest): string | undefined => {
  const value = givenName(ctx);
  return isId(value) ? value : undefined;
};

const noted = perRequest<true>('noted name');

/** Counts a name that is none, once a request. */
export const noteName = (ctx: PlainRequest, faults: Pick<RequestFaults, 'note'>): void => {
  if (named(ctx) !== undefined || givenName(ctx) === '' || noted.has(ctx.req)) return;
  noted.set(ctx.req, true);
  faults.note('visitor-id');
};

/** Longer names are rare, and not worth remembering. */
const LONGEST_PLAIN = 128;

/**
 * What a request with no session says that a judgement may depend on before the rest of it is asked for: its name,
 * and the signals of its browser. Undefined for a token, which proves something and runs out.
 */
export const plainNameOf = (
  ctx: PlainRequest,
): { readonly anonymousId: string; readonly name: string } | undefined => {
  const value = named(ctx) ?? '';
  if (value.includes('.') || value.length > LONGEST_PLAIN) return undefined;
  const { gpc, dnt } = signalsOf((name) => headerOf(ctx, name));
  return { anonymousId: value, name: gpc || dnt ? `${value} ${gpc} ${dnt}` : value };
};

const sessionUser = (ctx: Context): string | undefined => {
  const { auth, user } = stateOf(ctx);
  return auth?.strategy?.name === 'users-permissions' ? user?.documentId : undefined;
};

/** True for a request that names a visitor, known or not: its answer is for nobody else. */
export const namesVisitor = (ctx: Context): boolean =>
  decisionTokenOf(ctx) === undefined &&
  Boolean(headerOf(ctx, 'attune-visitor') || cookieOf(ctx) || sessionUser(ctx));

/** The token of a preview, good or not; it names nobody, and stands above whoever is logged in. */
export const previewTokenOf = (ctx: Context): string | undefined => {
  const value = named(ctx);
  return value !== undefined && isPreviewToken(value) ? value : undefined;
};

/** A session, and a signed token that names a user, are proof; anything else is the word of a device. */
const claimOf = async (
  ctx: Context,
  { openToken, faults }: Pick<Asking, 'openToken' | 'faults'>,
): Promise<Claim | undefined> => {
  if (previewTokenOf(ctx) !== undefined || decisionTokenOf(ctx) !== undefined) return undefined;
  const userId = sessionUser(ctx);
  if (userId) return { userId, proven: true };
  const value = named(ctx);
  noteName(ctx, faults);
  if (value === undefined) return undefined;
  const token = value.includes('.') ? await openToken(value) : undefined;
  if (!token && value.includes('.')) faults.note('visitor-token');
  if (token?.userId) return { userId: token.userId, anonymousId: token.anonymousId, proven: true };
  return { anonymousId: token?.anonymousId ?? value, proven: false };
};

/**
 * The address of the one who visits. A website that speaks for its visitor names it, or nobody does: the address the
 * request comes from is then the website's own.
 */
const addressOf = (ctx: Context, told: Told): string | undefined =>
  ctx.get('Attune-Context') === '' ? ctx.ip : told.ip;

interface Asking {
  readonly now: number;
  readonly openToken: (token: string) => Promise<VisitorToken | undefined>;
  readonly locate: Locate;
  readonly faults: Pick<RequestFaults, 'note'>;
}

export const askedOf = async (ctx: Context, asking: Asking): Promise<Asked> => {
  const { now, locate, faults } = asking;
  const header = (name: string): string => ctx.get(name);
  return {
    claim: await claimOf(ctx, asking),
    signals: signalsOf(header),
    at: now,
    visit() {
      const told = readTold(header('Attune-Context'), () => faults.note('context'));
      return { told, geo: geoOf(header) ?? locate(addressOf(ctx, told)) };
    },
  };
};

/** What the request wants cut; `refused` when it may not ask for that, or for something that does not exist. */
export const modeOf = (ctx: Context): Mode | 'refused' | 'unknown' => {
  const wanted = ctx.get('Attune-Personalize');
  if (wanted === '') return 'visitor';
  if (wanted !== 'all' && wanted !== 'off') return 'unknown';
  return mayAskForAll(stateOf(ctx)) ? wanted : 'refused';
};

export const MODE_WORDS = {
  refused: 'Attune-Personalize is for API tokens that hold the action plugin::attune.content.all.',
  unknown: 'Attune-Personalize is "all" or "off", or left out.',
  all: 'Attune-Personalize: all gives each block with its audience, which no field of GraphQL holds: ask over REST, or send "off".',
} as const;

/** What a GraphQL request wants cut. Where REST answers 400 or 403, this throws the same. */
export const graphModeOf = (ctx: Context): Exclude<Mode, 'all'> => {
  const mode = modeOf(ctx);
  if (mode === 'refused') throw new errors.ForbiddenError(MODE_WORDS.refused);
  if (mode === 'unknown' || mode === 'all') throw new errors.ValidationError(MODE_WORDS[mode]);
  return mode;
};

const mayAskForAll = ({ auth }: State): boolean => {
  if (auth?.strategy?.name !== 'content-api-token') return false;
  return auth.credentials?.type === 'full-access' || auth.ability?.can(ALL_ACTION) === true;
};
