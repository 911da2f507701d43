/** Milliseconds on the wall. */
export const timed = async (work: () => Promise<void>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Other programs only make a round slower: the best one is the work's own. So many a second. */
export const bestRate = (count: number, rounds: readonly number[]): number =>
  count / (Math.min(...rounds) / 1_000);
