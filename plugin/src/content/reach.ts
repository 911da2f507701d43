import type { Audience } from './audience';

/** Why nobody will ever see a block; `index` is the place in its list of the one that is shown in its stead. */
export type Unreachable =
  | { readonly because: 'nobody-chosen' }
  | { readonly because: 'all-gone' }
  | { readonly because: 'over'; readonly until: string }
  | { readonly because: 'after-everyone'; readonly index: number }
  | { readonly because: 'named-earlier' };

export interface Variant {
  readonly index: number;
  readonly audience: Audience;
}

export interface Horizon {
  /** Epoch milliseconds: what is past reaches nobody. */
  readonly now: number;
  /** Whether a segment of this key exists. */
  readonly isKnown: (key: string) => boolean;
}

const isOpen = ({ from, until }: Audience, at: number): boolean =>
  (from === undefined || at >= Date.parse(from)) && (until === undefined || at < Date.parse(until));

/** The moments from now on at which what is shown may begin to differ; nothing changes between two of them. */
export const momentsOf = (variants: readonly Variant[], now: number): readonly number[] => {
  const dates = variants
    .flatMap(({ audience: { from, until } }) => [from, until])
    .flatMap((date) => (date === undefined ? [] : Date.parse(date)));
  return [now, ...new Set(dates.filter((at) => at > now))].sort((a, b) => a - b);
};

/** Of those open at a moment: one that takes every visitor who can be judged. */
const takesAll = ({ audience: { show, segments } }: Variant): boolean =>
  show === 'everyone' || (show === 'except' && segments.length === 0);

/** Whether somebody who can be judged fits this one and none of the earlier. */
const hasRoom = ({ show, segments }: Audience, earlier: readonly Variant[], isKnown: Horizon['isKnown']) => {
  const taken = new Set(
    earlier.flatMap(({ audience }) => (audience.show === 'only' ? audience.segments : [])),
  );
  const barred = new Set(show === 'except' ? segments : []);
  // Whoever fits is in as many segments as they may be: that never hides what is asked for here.
  const mayBeIn = (key: string) => isKnown(key) && !taken.has(key) && !barred.has(key);
  if (show === 'only' && !segments.some(mayBeIn)) return false;
  return earlier.every(({ audience }) => {
    if (audience.show !== 'except') return true;
    return !audience.segments.every(isKnown) || audience.segments.some(mayBeIn);
  });
};

const blockedAt = (
  { audience }: Variant,
  earlier: readonly Variant[],
  isKnown: Horizon['isKnown'],
): Unreachable | undefined => {
  if (audience.show === 'everyone') {
    // A visitor who cannot be judged sees it where no other is for everyone.
    const other = earlier.find((one) => one.audience.show === 'everyone');
    return other && { because: 'after-everyone', index: other.index };
  }
  const first = earlier.find(takesAll);
  if (first) return { because: 'after-everyone', index: first.index };
  return hasRoom(audience, earlier, isKnown) ? undefined : { because: 'named-earlier' };
};

/**
 * Why nobody will see this block from now on, or undefined where somebody may: some visitor, in whichever segments,
 * at some moment. `earlier` are the variants that stand before it in its slot, in their order.
 */
export const unreachable = (
  own: Variant,
  earlier: readonly Variant[],
  { now, isKnown }: Horizon,
): Unreachable | undefined => {
  const { show, segments, until } = own.audience;
  if (show === 'only' && segments.length === 0) return { because: 'nobody-chosen' };
  if (show === 'only' && !segments.some(isKnown)) return { because: 'all-gone' };
  // "Everyone but" a segment that is gone cannot be judged, and hides.
  if (show === 'except' && !segments.every(isKnown)) return { because: 'all-gone' };
  const moments = momentsOf([own, ...earlier], now).filter((at) => isOpen(own.audience, at));
  if (moments.length === 0) return { because: 'over', until: until ?? '' };
  let found: Unreachable | undefined;
  for (const at of moments) {
    const blocked = blockedAt(
      own,
      earlier.filter(({ audience }) => isOpen(audience, at)),
      isKnown,
    );
    if (!blocked) return undefined;
    if (found?.because !== 'after-everyone') found = blocked;
  }
  return found;
};

/** Whoever fits none of the others. */
const ANYBODY_ELSE: Audience = { key: '', show: 'everyone', segments: [] };

/**
 * The first moment from now on at which a slot shows nothing to some visitor who can be judged; undefined where it always
 * shows something, as "VIP" and "everyone but VIP" do together.
 */
export const gapOf = (variants: readonly Variant[], { now, isKnown }: Horizon): number | undefined =>
  momentsOf(variants, now).find((at) => {
    const open = variants.filter(({ audience }) => isOpen(audience, at));
    return !open.some(takesAll) && hasRoom(ANYBODY_ELSE, open, isKnown);
  });
