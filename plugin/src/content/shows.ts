import type { Audience } from './audience';

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
 * Whether a block is shown to somebody in these segments. `undefined` for the audience is a value that could not
 * be read, and for the segments a visitor who could not be judged: both hide the block, "everyone but" included.
 */
export const shows = (
  audience: Audience | null | undefined,
  segments: ReadonlySet<string> | undefined,
): Showing => {
  if (audience === null || audience?.show === 'everyone')
    return { shown: true, reason: { because: 'for-everyone' } };
  if (audience === undefined || segments === undefined)
    return { shown: false, reason: { because: 'cannot-be-judged' } };
  const only = audience.show === 'only';
  const match = audience.segments.find((key) => segments.has(key));
  return match === undefined
    ? { shown: !only, reason: { because: 'in-none', segments: audience.segments } }
    : { shown: only, reason: { because: 'in', segment: match } };
};

/** Whether it matters who is looking. Only such blocks are reported as exposures. */
export const isTargeted = (audience: Audience | null | undefined): boolean =>
  audience !== null && audience?.show !== 'everyone';
