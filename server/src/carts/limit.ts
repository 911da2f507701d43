import { PluginError } from '../../../plugin/src';
import type { Clock } from '../ports';

interface Limits {
  /** So many of one key in a window. */
  readonly most: number;
  readonly windowMs: number;
  readonly now: Clock;
}

/** More keys than this at a time are strangers' inventions: the window begins anew, and memory stays small. */
const MOST_KEYS = 10_000;

/** Counts by key, in this process; throws `too-many`, with the seconds to wait, for whoever comes too often. */
export const createLimit = ({ most, windowMs, now }: Limits) => {
  let counts = new Map<string, number>();
  let ends = 0;
  return (key: string): void => {
    const at = now();
    if (at >= ends || counts.size >= MOST_KEYS) {
      counts = new Map();
      ends = at + windowMs;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= most) return;
    const retryAfter = Math.max(1, Math.ceil((ends - at) / 1_000));
    throw new PluginError('too-many', `Too many at a time. Try again in ${retryAfter} seconds.`, {
      retryAfter,
    });
  };
};
