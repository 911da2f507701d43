import { createHash } from 'node:crypto';

/** The same words give the same id, in every run; the separator occurs in no text that is a number or a name. */
export const messageIdOf = (words: readonly (string | number)[]): string =>
  `import-${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 40)}`;

/** Names a group among all of its file in 48 bits: that two of a million share one happens once in 500 files. */
export const shortHash = (key: string): number =>
  parseInt(createHash('sha1').update(key).digest('hex').slice(0, 12), 16);
