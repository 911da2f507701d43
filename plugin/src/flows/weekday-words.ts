import type { Weekday } from '../time';

export const DAYS: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** `Monday or Friday` */
export const weekdayWords = (days: readonly Weekday[]): string => days.map((day) => DAYS[day]).join(' or ');
