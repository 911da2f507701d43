import type { Audience } from './audience';

/** Segment keys, and whether the visitor is in. A key that is missing is a segment that cannot be judged. */
export type Standing = ReadonlyMap<string, boolean>;

/** Why a block is shown or hidden; `segment` names the one that decided. */
export type ShowReason =
  | { readonly because: 'for-everyone' }
  | { readonly because: 'cannot-be-judged' }
  | { readonly because: 'in'; readonly segment: string }
  | { readonly because: 'in-none'; readonly segments: readonly string[] };

export interface Showing {
  readonly shown: boolean;
  readonly reason: ShowReason;
}

/**
 * Whether a block is shown to somebody who stands so. `undefined` for the audience is a value that could not be
 * read, and for the standing a visitor who could not be judged: both hide the block, "everyone but" included; so
 * does "everyone but" a segment that is gone or broken.
 */
export const shows = (audience: Audience | null | undefined, standing: Standing | undefined): Showing => {
  if (audience === null || audience?.show === 'everyone')
    return { shown: true, reason: { because: 'for-everyone' } };
  if (audience === undefined || standing === undefined)
    return { shown: false, reason: { because: 'cannot-be-judged' } };
  const only = audience.show === 'only';
  const match = audience.segments.find((key) => standing.get(key) === true);
  if (match !== undefined) return { shown: only, reason: { because: 'in', segment: match } };
  if (!only && !audience.segments.every((key) => standing.has(key)))
    return { shown: false, reason: { because: 'cannot-be-judged' } };
  return { shown: !only, reason: { because: 'in-none', segments: audience.segments } };
};

/** Whether it matters who is looking. Only such blocks are reported as exposures. */
export const isTargeted = (audience: Audience | null | undefined): boolean =>
  audience !== null && audience?.show !== 'everyone';
