const GOLDEN = 0.618_033_988_749_895;

/** All numbers below n, each once, any first few of them spread evenly over the whole. */
export const spread = (n: number): readonly number[] =>
  Array.from({ length: n }, (_, index) => index)
    .map((index) => ({ index, rank: (index * GOLDEN) % 1 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ index }) => index);
