import { WEEKDAYS, type LocalTimes, type Weekday } from '../../plugin/src/time';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** What the browser's own calendar says of a zone: nothing of luxon is in here. */
export const createTimeOracle = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    const known = offsets.get(at);
    if (known !== undefined) return known;
    const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(format.format(at)) ?? [];
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
    offsets.set(at, offset);
    return offset;
  };
  /** `day` is a midnight of UTC that stands for a calendar day; `time` is milliseconds into it. */
  const moment = (day: number, time: number): number => {
    const wall = day + time;
    const around = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
    const shown = around.map((offset) => wall - offset).filter((at) => at + offsetAt(at) === wall);
    return shown.length > 0 ? Math.min(...shown) : wall - Math.min(...around);
  };
  const firstOf = (day: number): number => {
    // Midnight may be missing; the day then begins when clocks have been put forward.
    let at = moment(day, 0) - 2 * HOUR;
    while (at + offsetAt(at) < day) at += 15 * MINUTE;
    return at;
  };
  const timeOf = (text: string) => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;

  const next = (after: number, { from, to, weekdays = [] }: LocalTimes): number => {
    const wall = after + offsetAt(after);
    const today = wall - (((wall % DAY) + DAY) % DAY);
    const moments: number[] = [];
    for (let day = today - 2 * DAY; day <= today + 9 * DAY; day += DAY) {
      const name = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7]!;
      if (weekdays.length > 0 && !weekdays.includes(name)) continue;
      const begin = from === undefined ? firstOf(day) : moment(day, timeOf(from));
      const end =
        from === undefined
          ? firstOf(day + DAY)
          : to === undefined
            ? begin
            : moment(to <= from ? day + DAY : day, timeOf(to));
      const isMoment = from !== undefined && to === undefined;
      if (begin >= after && (isMoment || begin < end)) moments.push(begin);
      if (begin <= after && after < end) moments.push(after);
    }
    return Math.min(...moments);
  };
  /** The nights of that year on which clocks change: the hour before. */
  const changes = (year: number): readonly number[] => {
    const found: number[] = [];
    // Nowhere are there two changes in a week.
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 7 * DAY) {
      if (offsetAt(at) === offsetAt(at + 7 * DAY)) continue;
      let low = at;
      while (offsetAt(low) === offsetAt(low + DAY)) low += DAY;
      while (offsetAt(low) === offsetAt(low + 15 * MINUTE)) low += 15 * MINUTE;
      found.push(low);
    }
    return found;
  };
  /** The calendar day of a moment, as a midnight of UTC. */
  const dayAt = (at: number): number => Math.floor((at + offsetAt(at)) / DAY) * DAY;
  const weekdayAt = (at: number): Weekday => WEEKDAYS[(new Date(dayAt(at)).getUTCDay() + 6) % 7]!;
  /** Whether a moment lies in the stretch from one time of day to another, which may be over midnight. */
  const isWithin = (at: number, from: string, to: string): boolean =>
    [-1, 0].some((days) => {
      const day = dayAt(at) + days * DAY;
      const end = moment(to <= from ? day + DAY : day, timeOf(to));
      return moment(day, timeOf(from)) <= at && at < end;
    });
  return { next, changes, weekdayAt, isWithin };
};
