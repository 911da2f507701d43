import { describeDuration } from '../../../duration';
import { momentAround, nextLocalTime, zoneOr, type Weekday } from '../../../time';
import { valueAt } from '../../../json';
import type { FlowStepBehaviour, Move, Visit, WayOn } from '../../step';
import { weekdayWords } from '../../weekday-words';

/** A date that stands in a trait or in what the flow was triggered by. */
export interface DateField {
  readonly of: 'profile' | 'trigger';
  /** A path, as `trip.departs`. */
  readonly field: string;
  /** So long before or after it; on it when left out. */
  readonly shift?: string;
  readonly direction?: 'before' | 'after';
}

export interface WaitUntilOptions {
  /** The time of day, or where the stretch of the day begins. */
  readonly at?: string;
  /** Any time until then will do; earlier than `at`, it is the next morning's. */
  readonly to?: string;
  readonly weekdays?: readonly Weekday[];
  readonly date?: DateField;
  /** For people whose own zone is not known. */
  readonly zone: string;
  readonly next: string;
  /** There is no such date, or it has passed; `next` when left out. */
  readonly otherwise?: string;
}

const MISSED = 'missed';

type Target = { readonly until: number } | { readonly missed: string };

const dateOf = ({ options: { date }, facts, state }: Visit<WaitUntilOptions>) => {
  if (!date) return undefined;
  return valueAt(date.of === 'profile' ? facts.traits : state.trigger?.properties, date.field.split('.'));
};

const targetOf = (visit: Visit<WaitUntilOptions>): Target => {
  const { node, options, state, facts, now } = visit;
  const { at, to, weekdays, date } = options;
  const zone = zoneOr(facts.profile?.timezone, options.zone);
  const times = { zone, from: at, to, weekdays };
  // Whoever comes round again waits for the next one: each day, stretch or date lets a run through once.
  const passed = state.passed?.[node] ?? Number.NEGATIVE_INFINITY;
  if (!date) return { until: nextLocalTime(now, times, passed) };
  const before = date.direction === 'before';
  const moment = momentAround(dateOf(visit), { zone, shift: date.shift, before, at });
  if (moment === undefined) return { missed: 'no date' };
  // The time of day is in the date already, unless a stretch or days are to be waited for after it.
  const until = to || weekdays?.length ? nextLocalTime(moment, times) : moment;
  return until < now || until <= passed ? { missed: 'the date has passed' } : { until };
};

const waited = ({ options, now }: Visit<WaitUntilOptions>): Move => ({
  move: 'go',
  to: options.next,
  detail: 'waited',
  passed: now,
});

const stay = (visit: Visit<WaitUntilOptions>): Move => {
  const { options, now } = visit;
  const target = targetOf(visit);
  if ('missed' in target) {
    return options.otherwise === undefined
      ? { move: 'go', to: options.next, detail: target.missed }
      : { move: 'go', to: options.otherwise, detail: MISSED };
  }
  return target.until <= now ? waited(visit) : { move: 'stay', until: target.until };
};

/** Nobody waits for a day or a stretch that is now, nor for a date that is missing or past. */
const ways = ({ at, to, date, next, otherwise }: WaitUntilOptions): readonly WayOn[] => {
  if (!date) {
    const mayBeNow = at === undefined || to !== undefined;
    return [{ label: 'waited', to: next, ...(mayBeNow && { atOnce: 'first' }) }];
  }
  if (otherwise === undefined) return [{ label: 'waited', to: next, atOnce: 'always' }];
  const sentence = 'when there is no such date, or it has passed';
  return [
    { label: 'waited', to: next },
    { label: MISSED, to: otherwise, sentence, atOnce: 'always' },
  ];
};

const dateWords = ({ shift, direction, of, field }: DateField): string => {
  const place = `${of === 'profile' ? 'the person’s' : 'the trigger’s'} ${field}`;
  return shift ? `${describeDuration(shift)} ${direction ?? 'after'} ${place}` : place;
};

const describe = ({ at, to, weekdays = [], date, zone }: WaitUntilOptions): string => {
  const parts = [
    ...(date ? [dateWords(date)] : []),
    ...(weekdays.length > 0 ? [weekdayWords(weekdays)] : []),
    ...(at ? [to ? `between ${at} and ${to}` : `at ${at}`] : []),
  ];
  return `wait until ${parts.join(', ')} in their own time zone (else ${zone})`;
};

export const waitUntil: FlowStepBehaviour<WaitUntilOptions> = {
  kind: 'wait-until',
  waits: true,
  enter: stay,
  restart: stay,
  timer: waited,
  ways,
  refers: () => ({ person: true }),
  describe,
};
