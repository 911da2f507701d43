import { parseDuration } from '../../duration';
import type { SendingCap } from './rules';

/**
 * The first moment at or after `now` at which one more message is within the cap, or null when none ever is.
 * `sent`: when messages went to this person, in any order. The window is half-open, `(t - within, t]`.
 */
export const nextRoom = (
  now: number,
  { most, within }: Pick<SendingCap, 'most' | 'within'>,
  sent: readonly number[],
): number | null => {
  if (most <= 0) return null;
  const span = parseDuration(within) ?? 0;
  const counting = sent.filter((at) => at > now - span).sort((a, b) => b - a);
  // Full while the one that is `most` back is still in the window.
  const oldest = counting[most - 1];
  return oldest === undefined ? now : oldest + span;
};
