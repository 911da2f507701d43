/** As JSON writes it, with no letter that it or SQL's `like` would take for another. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 @.+-]{0,99}$/;
/** What other values than texts read as, where a filter compares as a text. */
const NOT_TEXT = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);
const MOST_WORDS = 20;

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && PLAIN.test(value) && !NOT_TEXT.has(value);

const areWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= MOST_WORDS && value.every(isWord);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Words of which one must stand in the traits as a JSON text where the filter holds; undefined where that cannot be
 * said. Only for being equal to plain words, or to one of some: numbers, `null` and patterns are compared with more
 * than what is written (a missing trait is 0 to `$lt`), and what is said with `$not` and `$nin` is true of nearly all.
 */
export const wordsOf = (where: unknown): readonly string[] | undefined => {
  if (!isRecord(where)) return undefined;
  for (const [path, test] of Object.entries(where)) {
    if (path.startsWith('$')) continue;
    if (isWord(test)) return [test];
    if (!isRecord(test)) continue;
    if (isWord(test.$eq)) return [test.$eq];
    if (areWords(test.$in)) return test.$in;
  }
  return undefined;
};
