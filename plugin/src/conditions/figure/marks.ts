import type { Json } from '../../json';
import { isOperators } from '../filter';

const COMPARISONS = new Set(['$eq', '$ne', '$lt', '$lte', '$gt', '$gte']);
const LISTS = new Set(['$in', '$nin']);

/** The numbers that a test compares with; null where it does more than that. */
export const marksOf = (expected: Json): readonly number[] | null => {
  if (typeof expected === 'number') return [expected];
  if (!isOperators(expected)) return null;
  const marks: number[] = [];
  for (const [name, argument] of Object.entries(expected)) {
    if (COMPARISONS.has(name) && typeof argument === 'number') {
      marks.push(argument);
    } else if (LISTS.has(name) && Array.isArray(argument)) {
      if (!argument.every((one) => typeof one === 'number')) return null;
      marks.push(...(argument as readonly number[]));
    } else if (name === '$not') {
      const inner = marksOf(argument as Json);
      if (!inner) return null;
      marks.push(...inner);
    } else if (name !== '$exists') {
      return null;
    }
  }
  return marks;
};
