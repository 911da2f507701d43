import { mixed } from './mixed';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID as four numbers of 32 bits. */
export type Words = readonly [number, number, number, number];

export const wordsOf = (id: string): Words => [
  parseInt(id.slice(0, 8), 16),
  parseInt(id.slice(9, 13) + id.slice(14, 18), 16),
  parseInt(id.slice(19, 23) + id.slice(24, 28), 16),
  parseInt(id.slice(28), 16),
];

/** The end of a UUID is random, its beginning is a time: both are mixed. */
export const hashOf = ([a, b, c, d]: Words): number =>
  mixed(d ^ Math.imul(c, 0x85eb_ca6b) ^ Math.imul(b, 0xc2b2_ae35) ^ Math.imul(a, 0x27d4_eb2f));

const FIRST_ROOM = 1 << 4;
const FULLEST = 0.6;
const WORDS = 4;

/** Numbers by UUID, in an open table that doubles when it is full: 16 bytes each. */
export const createUuidTable = () => {
  let keys = new Uint32Array(FIRST_ROOM * WORDS);
  /** The number plus one; 0 is an empty place. */
  let numbers = new Uint32Array(FIRST_ROOM);
  let size = 0;

  const placeOf = (words: Words, hash: number): number => {
    const [a, b, c, d] = words;
    const mask = numbers.length - 1;
    let place = hash & mask;
    while (numbers[place] !== 0) {
      const at = place * WORDS;
      if (keys[at + 3] === d && keys[at + 2] === c && keys[at + 1] === b && keys[at] === a) break;
      place = (place + 1) & mask;
    }
    return place;
  };
  const put = (place: number, words: Words, number: number): void => {
    keys.set(words, place * WORDS);
    numbers[place] = number;
  };
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Uint32Array(oldKeys.length * 2);
    numbers = new Uint32Array(oldNumbers.length * 2);
    oldNumbers.forEach((number, place) => {
      if (number === 0) return;
      const at = place * WORDS;
      const words: Words = [oldKeys[at]!, oldKeys[at + 1]!, oldKeys[at + 2]!, oldKeys[at + 3]!];
      put(placeOf(words, hashOf(words)), words, number);
    });
  };

  return {
    /** Its number; `fresh` is kept for one that has none, which this answers with undefined. */
    look(words: Words, hash: number, fresh: number | undefined): number | undefined {
      const place = placeOf(words, hash);
      const known = numbers[place] as number;
      if (known !== 0) return known - 1;
      if (fresh === undefined) return undefined;
      put(place, words, fresh + 1);
      size += 1;
      if (size > numbers.length * FULLEST) grow();
      return undefined;
    },
  };
};
