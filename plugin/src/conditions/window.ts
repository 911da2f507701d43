import { describeDuration, parseDuration } from '../duration';
import type { CalendarPeriod } from '../time';
import type { Facts } from './facts';
import { textOf } from './filter/plain';
import type { KindTools } from './kind';

export const CALENDAR_PERIODS: readonly CalendarPeriod[] = ['today', 'this week', 'this month', 'this year'];

const isCalendarPeriod = (text: string): text is CalendarPeriod =>
  (CALENDAR_PERIODS as readonly string[]).includes(text);

/** A stretch of time that ends now: half-open, `(after, now]`. */
export interface Stretch {
  /** What happened after this moment is inside. */
  readonly after: number;
  /** When something that happened at `at`, and is inside, falls out. */
  leaves(at: number): number;
}

export type StretchAt = (facts: Facts, now: number) => Stretch;

const ALWAYS: Stretch = { after: -Infinity, leaves: () => Infinity };

const LONGEST = 100 * 365.25 * 86_400_000;

/** What is wrong with a length of time; undefined when nothing is. */
export const durationFault = (text: unknown): string | undefined => {
  if (typeof text !== 'string') return 'A duration is text, as 90s, 15m, 24h or 7d.';
  if (/^0+[smhd]$/.test(text)) return 'A duration is at least 1s: nothing happens in no time.';
  const length = parseDuration(text);
  if (length === undefined) return 'A duration reads 90s, 15m, 24h or 7d.';
  return length > LONGEST ? 'A duration may be 100 years (36525d) at most.' : undefined;
};

/** What is wrong with a window; undefined when nothing is. */
export const windowFault = (text: unknown): string | undefined => {
  if (typeof text === 'string' && isCalendarPeriod(text)) return undefined;
  const fault = durationFault(text);
  const isUnread = fault !== undefined && (typeof text !== 'string' || parseDuration(text) === undefined);
  return isUnread && !/^0+[smhd]$/.test(textOf(text))
    ? 'A window reads 90s, 15m, 24h, 7d, today, this week, this month or this year.'
    : fault?.replace('A duration', 'A window');
};

/** Without a window everything that ever happened is inside; an unreadable one holds nothing. */
export const compileWindow = (within: string | undefined, { calendar }: KindTools): StretchAt => {
  if (within === undefined) return () => ALWAYS;
  if (isCalendarPeriod(within)) {
    return (facts, now) => {
      const { from, to } = calendar(within, now, facts.profile?.timezone);
      return { after: from - 1, leaves: () => to };
    };
  }
  const length = parseDuration(within) ?? 0;
  const leaves = (at: number): number => at + length;
  return (_facts, now) => ({ after: now - length, leaves });
};

/** ` in the last 30 days`, ` today`; nothing for always. */
export const windowWords = (within: string | undefined): string => {
  if (within === undefined) return '';
  return isCalendarPeriod(within) ? ` ${within}` : ` in the last ${describeDuration(within)}`;
};
