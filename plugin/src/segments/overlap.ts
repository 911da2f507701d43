/** Members as bits, 32 people a word. Sets of different lengths may be compared: what is missing is 0. */
export type Bitmap = Uint32Array;

export const WORD_BITS = 32;

/** Bits set in a 32-bit word, side by side (Hacker's Delight, 5-1). */
const ones = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
};

/** How many are in. */
export const sizeOf = (bitmap: Bitmap): number => {
  let size = 0;
  for (let at = 0; at < bitmap.length; at += 1) size += ones(bitmap[at]!);
  return size;
};

/**
 * How many are in both. Eight words are taken at once: their bits are first added up in a carry-save adder
 * (Harley and Seal; Mula, Kurz, Lemire, "Faster Population Counts", 2018), so that bits are counted in one word of eight.
 */
export const sharedOf = (a: Bitmap, b: Bitmap): number => {
  const length = Math.min(a.length, b.length);
  const whole = length - (length % 8);
  let shared = 0;
  let one = 0;
  let two = 0;
  let four = 0;
  for (let at = 0; at < whole; at += 8) {
    const w0 = a[at]! & b[at]!;
    const w1 = a[at + 1]! & b[at + 1]!;
    const w2 = a[at + 2]! & b[at + 2]!;
    const w3 = a[at + 3]! & b[at + 3]!;
    const w4 = a[at + 4]! & b[at + 4]!;
    const w5 = a[at + 5]! & b[at + 5]!;
    const w6 = a[at + 6]! & b[at + 6]!;
    const w7 = a[at + 7]! & b[at + 7]!;
    let half = one ^ w0;
    const twoA = (one & w0) | (half & w1);
    one = half ^ w1;
    half = one ^ w2;
    const twoB = (one & w2) | (half & w3);
    one = half ^ w3;
    half = two ^ twoA;
    const fourA = (two & twoA) | (half & twoB);
    two = half ^ twoB;
    half = one ^ w4;
    const twoC = (one & w4) | (half & w5);
    one = half ^ w5;
    half = one ^ w6;
    const twoD = (one & w6) | (half & w7);
    one = half ^ w7;
    half = two ^ twoC;
    const fourB = (two & twoC) | (half & twoD);
    two = half ^ twoD;
    half = four ^ fourA;
    shared += 8 * ones((four & fourA) | (half & fourB));
    four = half ^ fourB;
  }
  shared += 4 * ones(four) + 2 * ones(two) + ones(one);
  for (let at = whole; at < length; at += 1) shared += ones(a[at]! & b[at]!);
  return shared;
};

/** Pairwise: people in both, row by row; the diagonal holds the sizes. */
export const overlapOf = (bitmaps: readonly Bitmap[]): readonly (readonly number[])[] => {
  const rows = bitmaps.map(() => new Array<number>(bitmaps.length).fill(0));
  for (let row = 0; row < bitmaps.length; row += 1) {
    for (let column = row; column < bitmaps.length; column += 1) {
      const shared = row === column ? sizeOf(bitmaps[row]!) : sharedOf(bitmaps[row]!, bitmaps[column]!);
      rows[row]![column] = shared;
      rows[column]![row] = shared;
    }
  }
  return rows;
};

/** People in both, of people in either: 1 for the same people, 0 for nobody in common (Jaccard's index). */
export const likenessOf = (shared: number, sizeA: number, sizeB: number): number => {
  const either = sizeA + sizeB - shared;
  return either === 0 ? 0 : shared / either;
};
