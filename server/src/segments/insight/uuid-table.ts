import { mixed } from './mixed';

/** A UUID as four numbers of 32 bits. */
type Words = Uint32Array;

const WORDS = 4;
const LENGTH = 36;
const DASH = 45;

/** The worth of a hex digit by its character; 16 where it is none. As ids are written: in small letters. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const worth = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return worth < 0 ? 16 : worth;
});

/** Puts a UUID into `words`; false where the text is none. One look at each character, and nothing is made. */
export const readUuid = (text: string, words: Words): boolean => {
  if (text.length !== LENGTH) return false;
  let word = 0;
  for (let at = 0, digits = 0; at < LENGTH; at += 1) {
    const code = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== DASH) return false;
      continue;
    }
    const digit = DIGITS[code] ?? 16;
    if (digit === 16) return false;
    word = (word << 4) | digit;
    digits += 1;
    if (digits % 8 === 0) words[digits / 8 - 1] = word;
  }
  return true;
};

/** The end of a UUID is random, its beginning is a time: both are mixed. */
export const hashOf = (words: Words, at = 0): number =>
  mixed(
    words[at + 3]! ^
      Math.imul(words[at + 2]!, 0x85eb_ca6b) ^
      Math.imul(words[at + 1]!, 0xc2b2_ae35) ^
      Math.imul(words[at]!, 0x27d4_eb2f),
  );

const FIRST_ROOM = 1 << 4;
const FULLEST = 0.6;

/** Numbers by UUID, in an open table that doubles when it is full: 16 bytes each. */
export const createUuidTable = () => {
  let keys = new Uint32Array(FIRST_ROOM * WORDS);
  /** The number plus one; 0 is an empty place. */
  let numbers = new Uint32Array(FIRST_ROOM);
  let size = 0;

  const placeOf = (words: Words, from: number, hash: number): number => {
    const mask = numbers.length - 1;
    let place = hash & mask;
    while (numbers[place] !== 0) {
      const at = place * WORDS;
      if (
        keys[at + 3] === words[from + 3] &&
        keys[at + 2] === words[from + 2] &&
        keys[at + 1] === words[from + 1] &&
        keys[at] === words[from]
      )
        break;
      place = (place + 1) & mask;
    }
    return place;
  };
  const put = (place: number, words: Words, from: number, number: number): void => {
    for (let at = 0; at < WORDS; at += 1) keys[place * WORDS + at] = words[from + at]!;
    numbers[place] = number;
  };
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Uint32Array(oldKeys.length * 2);
    numbers = new Uint32Array(oldNumbers.length * 2);
    oldNumbers.forEach((number, place) => {
      if (number === 0) return;
      const from = place * WORDS;
      put(placeOf(oldKeys, from, hashOf(oldKeys, from)), oldKeys, from, number);
    });
  };

  return {
    /** Its number; `fresh` is kept for one that has none, which this answers with undefined. */
    look(words: Words, hash: number, fresh: number | undefined): number | undefined {
      const place = placeOf(words, 0, hash);
      const known = numbers[place] as number;
      if (known !== 0) return known - 1;
      if (fresh === undefined) return undefined;
      put(place, words, 0, fresh + 1);
      size += 1;
      if (size > numbers.length * FULLEST) grow();
      return undefined;
    },
  };
};
