import type { Condition } from '../condition';
import { leavesOf } from '../needs';
import { MOST_LEAVES } from './function';

/** Neighbours that together have no more leaves than one function may. */
export const portionsOf = (conditions: readonly Condition[]): readonly (readonly Condition[])[] => {
  const portions: Condition[][] = [];
  let room = 0;
  for (const condition of conditions) {
    const leaves = leavesOf(condition);
    room -= leaves.length;
    if (room < 0 || portions.length === 0) {
      portions.push([]);
      room = MOST_LEAVES - leaves.length;
    }
    portions.at(-1)?.push(condition);
  }
  return portions;
};
