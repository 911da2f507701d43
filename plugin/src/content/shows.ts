import type { Audience } from './audience';

/** Segment keys, and whether the visitor is in. A key that is missing is a segment that cannot be judged. */
export type Standing = ReadonlyMap<string, boolean>;

/** Why a block is shown or hidden; `segment` names the one that decided. */
export type ShowReason =
  | { readonly because: 'for-everyone' }
  | { readonly because: 'cannot-be-judged' }
  | { readonly because: 'not-yet'; readonly from: string }
  | { readonly because: 'over'; readonly until: string }
  | { readonly because: 'in'; readonly segment: string }
  | { readonly because: 'in-none'; readonly segments: readonly string[] }
  | { readonly because: 'slot-taken'; readonly slot: string };

export interface Showing {
  readonly shown: boolean;
  readonly reason: ShowReason;
}

/** The same of a block that may stand in another: `inside-hidden` where that is hidden. */
export interface Viewed {
  readonly shown: boolean;
  readonly reason: ShowReason | { readonly because: 'inside-hidden' };
}

export const INSIDE_HIDDEN: Viewed = { shown: false, reason: { because: 'inside-hidden' } };

/** Who looks, and when. */
export interface Look {
  /** Undefined for a visitor who could not be judged. */
  readonly standing: Standing | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Whether a block is shown to somebody who stands so, at this time: from its beginning on, and no longer at its end.
 * `undefined` for the audience is a value that could not be read, and for the standing a visitor who could not be
 * judged: both hide the block, "everyone but" included; so does "everyone but" a segment that is gone or broken.
 */
export const shows = (audience: Audience | null | undefined, { standing, now }: Look): Showing => {
  if (audience === null) return FOR_EVERYONE;
  if (audience === undefined) return CANNOT_BE_JUDGED;
  const { from, until, show, segments } = audience;
  if (from !== undefined && now < Date.parse(from))
    return { shown: false, reason: { because: 'not-yet', from } };
  if (until !== undefined && now >= Date.parse(until))
    return { shown: false, reason: { because: 'over', until } };
  if (show === 'everyone') return FOR_EVERYONE;
  if (standing === undefined) return CANNOT_BE_JUDGED;
  const only = show === 'only';
  const match = segments.find((key) => standing.get(key) === true);
  if (match !== undefined) return { shown: only, reason: { because: 'in', segment: match } };
  if (!only && !segments.every((key) => standing.has(key))) return CANNOT_BE_JUDGED;
  return { shown: !only, reason: { because: 'in-none', segments } };
};

const FOR_EVERYONE: Showing = { shown: true, reason: { because: 'for-everyone' } };
const CANNOT_BE_JUDGED: Showing = { shown: false, reason: { because: 'cannot-be-judged' } };

/** Whether it matters who is looking. */
export const isTargeted = (audience: Audience | null | undefined): boolean =>
  audience !== null && audience?.show !== 'everyone';

/** Whether a choice is made about this block, so that showing it is worth a note: by who looks, or by its slot. */
export const isChosen = (audience: Audience | null | undefined): boolean =>
  isTargeted(audience) || audience?.slot !== undefined;

/** Whether it is not simply shown to everyone, at all times: it is for some, or within dates, or a slot's variant. */
export const isLimited = (audience: Audience | null | undefined): boolean =>
  isTargeted(audience) || Boolean(audience?.from ?? audience?.until ?? audience?.slot);

/** The first moment after `now` at which the clock alone may change what is shown; epoch milliseconds. */
export const nextChange = (audiences: Iterable<Audience | null | undefined>, now: number): number | null => {
  let next = Infinity;
  for (const audience of audiences) {
    for (const date of [audience?.from, audience?.until]) {
      const at = date === undefined ? Infinity : Date.parse(date);
      if (at > now && at < next) next = at;
    }
  }
  return next === Infinity ? null : next;
};
