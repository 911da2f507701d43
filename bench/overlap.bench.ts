import { overlapOf } from '../plugin/src';

export const title = 'Overlap of 20 segments over a million people (milliseconds for all 190 pairs)';

const PEOPLE = 1_000_000;
const SEGMENTS = 20;
const ROUNDS = 7;

/** A generator with a seed: the same segments in every run (Numerical Recipes, chapter 7). */
const createRandom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** From a hundredth to half of everybody. */
const shareOf = (segment: number): number => 0.01 + (segment / SEGMENTS) * 0.5;

const bytes: readonly Uint8Array[] = Array.from({ length: SEGMENTS }, (_, segment) => {
  const random = createRandom(segment + 1);
  return Uint8Array.from({ length: PEOPLE }, () => (random() < shareOf(segment) ? 1 : 0));
});
const bitmaps: readonly Uint32Array[] = bytes.map((members) => {
  const bitmap = new Uint32Array(Math.ceil(PEOPLE / 32));
  members.forEach((is, at) => {
    if (is === 1) bitmap[at >>> 5]! |= 1 << (at & 31);
  });
  return bitmap;
});

type Matrix = readonly (readonly number[])[];

const pairwise = <T>(items: readonly T[], shared: (a: T, b: T) => number): Matrix => {
  const rows = items.map(() => new Array<number>(items.length).fill(0));
  items.forEach((a, row) => {
    for (let column = row; column < items.length; column += 1) {
      rows[row]![column] = shared(a, items[column]!);
      rows[column]![row] = rows[row]![column]!;
    }
  });
  return rows;
};

const byBytes = (): Matrix =>
  pairwise(bytes, (a, b) => {
    let shared = 0;
    for (let at = 0; at < a.length; at += 1) shared += a[at]! & b[at]!;
    return shared;
  });

const bySets = (): Matrix => {
  const sets = bytes.map((members) => {
    const set = new Set<number>();
    members.forEach((is, at) => void (is === 1 && set.add(at)));
    return set;
  });
  // Made outside the time: only the comparing counts.
  const started = performance.now();
  const matrix = pairwise(sets, (a, b) => {
    const [few, many] = a.size < b.size ? [a, b] : [b, a];
    let shared = 0;
    for (const member of few) if (many.has(member)) shared += 1;
    return shared;
  });
  setsTook = performance.now() - started;
  return matrix;
};
let setsTook = 0;

const medianOf = (work: () => unknown): number => {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return times[ROUNDS >> 1]!;
};

const same = (a: Matrix, b: Matrix): boolean => JSON.stringify(a) === JSON.stringify(b);

export const run = () => {
  const matrix = overlapOf(bitmaps);
  if (!same(matrix, byBytes()) || !same(matrix, bySets())) throw new Error('The ways disagree.');
  const ours = medianOf(() => overlapOf(bitmaps));
  const loop = medianOf(byBytes);
  return [
    { what: 'against a limit of 100 ms', ours, peer: 100, ratio: 100 / ours, aim: 'at least 1' },
    { what: 'against a plain loop over bytes', ours, peer: loop, ratio: loop / ours, aim: 'at least 1' },
    { what: 'against intersecting Sets', ours, peer: setsTook, ratio: setsTook / ours, aim: 'at least 1' },
  ];
};
