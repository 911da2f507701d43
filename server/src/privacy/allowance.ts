import { PluginError } from '../../../plugin/src';
import type { Clock } from '../ports';

interface Needs {
  readonly now: Clock;
  /** So many calls a minute. */
  readonly most: number;
  /** So many callers are remembered at once; past it the one longest known is forgotten. */
  readonly callers?: number;
}

const MINUTE_MS = 60_000;

/**
 * Counts the calls of each caller by the minute that begins with the first. Throws `too-many`, with the seconds until
 * the next, for those past the limit. Each process counts for itself.
 */
export const createAllowance = ({ now, most, callers = 10_000 }: Needs): ((caller: string) => void) => {
  const counted = new Map<string, { readonly until: number; calls: number }>();
  return (caller) => {
    const at = now();
    const known = counted.get(caller);
    if (known && at < known.until) {
      known.calls += 1;
      if (known.calls <= most) return;
      throw new PluginError('too-many', 'Too many calls from this address. Try again in a moment.', {
        retryAfter: Math.ceil((known.until - at) / 1_000),
      });
    }
    counted.delete(caller);
    counted.set(caller, { until: at + MINUTE_MS, calls: 1 });
    const [oldest] = counted.keys();
    if (counted.size > callers && oldest !== undefined) counted.delete(oldest);
  };
};
