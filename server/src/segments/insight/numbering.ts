const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FIRST_ROOM = 1 << 12;
const FULLEST = 0.6;
const WORDS = 4;

const wordsOf = (id: string): readonly [number, number, number, number] => [
  parseInt(id.slice(0, 8), 16),
  parseInt(id.slice(9, 13) + id.slice(14, 18), 16),
  parseInt(id.slice(19, 23) + id.slice(24, 28), 16),
  parseInt(id.slice(28), 16),
];

/** The end of a UUID is random, its beginning is a time: both are mixed (MurmurHash3's finaliser). */
const hashOf = (a: number, b: number, c: number, d: number): number => {
  let hash = d ^ Math.imul(c, 0x85eb_ca6b) ^ Math.imul(b, 0xc2b2_ae35) ^ Math.imul(a, 0x27d4_eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * Small whole numbers for ids, each the same as long as the process lives. UUIDs lie in typed arrays, 16 bytes each
 * in an open table: a million take about 24 MB, where a Map of strings takes five times that. Other ids take a Map.
 */
export const createNumbering = () => {
  const others = new Map<string, number>();
  let keys = new Uint32Array(FIRST_ROOM * WORDS);
  /** The number plus one; 0 is an empty place. */
  let numbers = new Uint32Array(FIRST_ROOM);
  let uuids = 0;
  let next = 0;

  const placeOf = (a: number, b: number, c: number, d: number): number => {
    const mask = numbers.length - 1;
    let place = hashOf(a, b, c, d) & mask;
    while (numbers[place] !== 0) {
      const at = place * WORDS;
      if (keys[at + 3] === d && keys[at + 2] === c && keys[at + 1] === b && keys[at] === a) break;
      place = (place + 1) & mask;
    }
    return place;
  };
  const put = (place: number, a: number, b: number, c: number, d: number, number: number): void => {
    keys.set([a, b, c, d], place * WORDS);
    numbers[place] = number;
  };
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Uint32Array(oldKeys.length * 2);
    numbers = new Uint32Array(oldNumbers.length * 2);
    oldNumbers.forEach((number, place) => {
      if (number === 0) return;
      const at = place * WORDS;
      const [a, b, c, d] = [oldKeys[at]!, oldKeys[at + 1]!, oldKeys[at + 2]!, oldKeys[at + 3]!];
      put(placeOf(a, b, c, d), a, b, c, d, number);
    });
  };

  return {
    numberOf(id: string): number {
      if (!UUID.test(id)) {
        const known = others.get(id);
        if (known !== undefined) return known;
        others.set(id, next);
        return (next += 1) - 1;
      }
      const [a, b, c, d] = wordsOf(id);
      const place = placeOf(a, b, c, d);
      const known = numbers[place]!;
      if (known !== 0) return known - 1;
      next += 1;
      put(place, a, b, c, d, next);
      uuids += 1;
      if (uuids > numbers.length * FULLEST) grow();
      return next - 1;
    },
    knownNumberOf(id: string): number | undefined {
      if (!UUID.test(id)) return others.get(id);
      const known = numbers[placeOf(...wordsOf(id))]!;
      return known === 0 ? undefined : known - 1;
    },
  };
};
