import { describeDuration, parseDuration } from '../duration';
import type { CalendarPeriod } from '../time';
import type { Facts } from './facts';
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

export const isWindow = (text: string): boolean =>
  isCalendarPeriod(text) || parseDuration(text) !== undefined;

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
