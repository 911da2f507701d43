import { nearest } from '../../nearest';
import type { Fault } from '../../shape';
import { CONTEXT_PATHS, WEEKDAYS } from './words';

type Path = readonly (string | number)[];

interface Format {
  readonly is: (value: unknown) => boolean;
  readonly message: string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  localTime: {
    is: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    message: 'A time is written as "18:00".',
  },
  weekday: {
    is: (value) => (WEEKDAYS as readonly unknown[]).includes(value),
    message: `A weekday is written as "monday". There are: ${WEEKDAYS.join(', ')}.`,
  },
};

/** Operators that compare with values as they stand in the context. */
const COMPARING = ['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$not'];

const formatFaults = (expected: unknown, path: Path, format: Format): readonly Fault[] => {
  if (expected === null || format.is(expected)) return [];
  if (Array.isArray(expected)) {
    return expected.flatMap((one, index) => formatFaults(one, [...path, index], format));
  }
  if (typeof expected !== 'object') return [{ path, message: format.message }];
  return Object.entries(expected).flatMap(([name, argument]) =>
    COMPARING.includes(name) ? formatFaults(argument, [...path, name], format) : [],
  );
};

/** What is agreed to is a list: a text equals it only by chance, while it holds nothing else. */
const consentFaults = (expected: unknown, path: Path): readonly Fault[] => {
  const message = 'What is agreed to is a list: ask for { "$in": ["marketing"] }.';
  if (typeof expected === 'string') return [{ path, message }];
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return [];
  return Object.entries(expected).flatMap(([name, argument]): readonly Fault[] => {
    if (name === '$not') return consentFaults(argument, [...path, name]);
    return name === '$eq' || name === '$ne' ? [{ path: [...path, name], message }] : [];
  });
};

/** What a filter asks of a visit that no visit has: a name with a slip, a time or a weekday in words of its own. */
export const contextFaults = (filter: object, path: Path = []): readonly Fault[] =>
  Object.entries(filter).flatMap(([key, expected]: [string, unknown]): readonly Fault[] => {
    const here = [...path, key];
    if (key === '$not') return contextFaults(expected as object, here);
    if (key.startsWith('$')) {
      return (expected as readonly object[]).flatMap((one, index) => contextFaults(one, [...here, index]));
    }
    if (!CONTEXT_PATHS.includes(key)) {
      return [
        { path: here, message: `A visit has no "${key.slice(0, 40)}". ${nearest(key, CONTEXT_PATHS)}` },
      ];
    }
    if (key === 'consent') return consentFaults(expected, here);
    const format = FORMATS[key];
    return format ? formatFaults(expected, here, format) : [];
  });
