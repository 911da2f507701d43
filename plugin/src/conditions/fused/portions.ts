import type { Compile } from '../compile';
import type { Condition } from '../condition';
import { leavesOf } from '../parts';
import { allowed, MOST_LEAVES } from './function';

/** Neighbours that together have no more leaves than one function may. */
const portionsOf = (conditions: readonly Condition[]): readonly (readonly Condition[])[] => {
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

type Make<Part> = (conditions: readonly Condition[], compile: Compile) => Part;

/** One function for each portion, with the number of its conditions; their closures where code may not be generated. */
export const partsOf = <Part>(
  conditions: readonly Condition[],
  compile: Compile,
  generated: Make<Part>,
  called: Make<Part>,
) => {
  const partsBy = (make: Make<Part>) =>
    portionsOf(conditions).map((portion) => ({ run: make(portion, compile), size: portion.length }));
  const written = allowed(() => partsBy(generated));
  return { parts: written ?? partsBy(called), isGenerated: written !== undefined };
};
