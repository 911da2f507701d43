import { nextLocalTime, zoneOr } from '../../time';
import type { SendingHours } from './rules';

/** A quiet stretch and a day that is left out take turns at most once a day; any weekday comes within a week. */
const MOST_TURNS = 20;

/**
 * The first moment at or after `now` at which messages may go to somebody who lives in `zone` (null: not known).
 * A time that comes twice on the night clocks go back is meant at its first passing, for both ends.
 */
export const nextOpen = (now: number, hours: SendingHours, zone: string | null): number => {
  const { quietFrom, quietTo, weekdays = [] } = hours;
  const there = zoneOr(zone, hours.zone);
  const isQuiet = quietFrom !== undefined && quietTo !== undefined;
  let at = now;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const onDay = weekdays.length > 0 ? nextLocalTime(at, { zone: there, weekdays }) : at;
    const open = isQuiet ? nextLocalTime(onDay, { zone: there, from: quietTo, to: quietFrom }) : onDay;
    if (open === at) return at;
    at = open;
  }
  return at;
};
