/** Far more than pages of a site differ in what they ask for. */
const MOST = 1_000;
/** Stands in no key of a segment. */
const BETWEEN = '\n';

const known = new Map<string, ReadonlySet<string>>();

/**
 * The set of these segments, the same one each time: what is prepared for a set (which conditions to judge, and the code
 * that judges them) is found by the set itself, and shared by all answers that ask for the same.
 */
export const segmentSet = (keys: readonly string[]): ReadonlySet<string> => {
  const set = new Set(keys);
  const name = [...set].sort().join(BETWEEN);
  const before = known.get(name);
  if (before) return before;
  if (known.size >= MOST) known.clear();
  known.set(name, set);
  return set;
};
