/** FNV-1a, 32 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv). */
export const fnv1a = (text: string): number => {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
};

/**
 * Where a value falls between 0 and 1 (exclusive), as in GrowthBook's SDK
 * (https://docs.growthbook.io/lib/build-your-own#hashing): version 2 is even, version 1 is kept for old experiments;
 * null for any other version.
 */
export const hash = (seed: string, value: string, version: number): number | null => {
  if (version === 2) return (fnv1a(String(fnv1a(seed + value))) % 10_000) / 10_000;
  if (version === 1) return (fnv1a(value + seed) % 1_000) / 1_000;
  return null;
};
