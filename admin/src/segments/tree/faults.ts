import type { Fault } from '../../shared/problem';

/** The input is `{ condition }`: its faults carry that word in front. */
const withinCondition = (path: string): string => path.replace(/^condition\.?/, '');

/** Each fault at the innermost part of the tree that its path leads to. */
export const faultsByNode = (
  paths: ReadonlyMap<string, string>,
  faults: readonly Fault[],
): ReadonlyMap<string, string> => {
  const byNode = new Map<string, string>();
  for (const { path, message } of faults) {
    const wanted = withinCondition(path);
    let best: { id: string; length: number } | undefined;
    for (const [id, at] of paths) {
      const leadsThere = at === '' || wanted === at || wanted.startsWith(`${at}.`);
      if (leadsThere && (!best || at.length >= best.length)) best = { id, length: at.length };
    }
    if (best && !byNode.has(best.id)) byNode.set(best.id, message);
  }
  return byNode;
};
