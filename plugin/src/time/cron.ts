import { DateTime, IANAZone } from 'luxon';

const FIELDS = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12 },
  { least: 0, most: 7 },
] as const;

const MINUTE = 60_000;
/** A leap day that must also be a given weekday can be this far away. */
const MOST_DAYS = 366 * 28;

interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  readonly anyHour: boolean;
  readonly anyDay: boolean;
  readonly anyWeekday: boolean;
}

const parsePart = (part: string, least: number, most: number): readonly number[] | undefined => {
  const [, range, step] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === undefined) return undefined;
  const [first, last] = range === '*' ? [least, most] : range.split('-').map(Number);
  const from = first ?? least;
  const to = last ?? (step === undefined ? from : most);
  const by = step === undefined ? 1 : Number(step);
  if (from < least || to > most || from > to || by < 1) return undefined;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
};

const parseField = (field: string, { least, most }: (typeof FIELDS)[number]): Set<number> | undefined => {
  const parts = field.split(',').map((part) => parsePart(part, least, most));
  return parts.includes(undefined) ? undefined : new Set(parts.flatMap((part) => part ?? []));
};

const parse = (expression: string): Cron | undefined => {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return undefined;
  const [minutes, hours, days, months, weekdays] = FIELDS.map((limits, index) =>
    parseField(fields[index] ?? '', limits),
  );
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: new Set([...weekdays].map((day) => day % 7)),
    anyHour: fields[1]?.startsWith('*') ?? false,
    anyDay: fields[2]?.startsWith('*') ?? false,
    anyWeekday: fields[4]?.startsWith('*') ?? false,
  };
};

/** Five fields: minute, hour, day of the month, month, weekday (0 or 7 is Sunday), each `*`, `5`, `1-5`, `1,3`, and `*` with a step, as every 15. */
export const isCron = (expression: string): boolean => parse(expression) !== undefined;

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/** As cron(8) has it: where both the day and the weekday are given, either will do. */
const isDay = (cron: Cron, date: DateTime): boolean => {
  const day = cron.days.has(date.day);
  const weekday = cron.weekdays.has(date.weekday % 7);
  if (!cron.months.has(date.month)) return false;
  return cron.anyDay || cron.anyWeekday ? day && weekday : day || weekday;
};

/** Every hour that passes on that day has its turn: on the autumn night one comes twice, in spring one never. */
const passingTimes = (cron: Cron, date: DateTime): readonly number[] => {
  const end = date.plus({ days: 1 }).startOf('day').toMillis();
  const times: number[] = [];
  for (let at = date.startOf('day').toMillis(); at < end; at += MINUTE) {
    const local = DateTime.fromMillis(at, { zone: date.zone });
    if (cron.minutes.has(local.minute) && cron.hours.has(local.hour)) times.push(at);
  }
  return times;
};

/** A time that was named comes once a day: at its first passing, or as much later as clocks were put forward. */
const namedTimes = (cron: Cron, date: DateTime): readonly number[] => {
  const { year, month, day, zone } = date;
  const times = [...cron.hours].flatMap((hour) =>
    [...cron.minutes].map((minute) => {
      const time = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
      return (time.getPossibleOffsets()[0] ?? time).toMillis();
    }),
  );
  return [...new Set(times)].sort((a, b) => a - b);
};

/**
 * The next times after `after` (epoch milliseconds, exclusive) in an IANA zone, on nights when clocks change as
 * cron(8) does it: a named hour comes exactly once, `*` follows the hours that pass.
 */
export const nextCronTimes = (
  expression: string,
  zone: string,
  after: number,
  count = 1,
): readonly number[] => {
  const cron = parse(expression);
  if (!cron || !isZone(zone)) return [];
  const times: number[] = [];
  const first = DateTime.fromMillis(after, { zone }).startOf('day');
  for (let days = 0; days < MOST_DAYS && times.length < count; days += 1) {
    const date = first.plus({ days });
    if (!isDay(cron, date)) continue;
    const today = cron.anyHour ? passingTimes(cron, date) : namedTimes(cron, date);
    times.push(...today.filter((at) => at > after));
  }
  return times.slice(0, count);
};
