import type { EventFact } from '../../facts';
import { pathReader } from '../../filter/path';

/** What one event adds: one to a count, or its number to a sum (text that is a number counts as it). */
export const weightOf = (sum: string | undefined): ((event: EventFact) => number) => {
  if (sum === undefined) return () => 1;
  const read = pathReader(sum);
  return ({ properties }) => {
    const value = read(properties);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : 0;
  };
};
