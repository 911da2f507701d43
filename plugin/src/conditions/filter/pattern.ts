/** Escapes and classes (`\(`, `[+*]`) repeat nothing; what is left of them is one letter. */
const LETTERS = /\\.|\[(?:\\.|[^\]\\])*\]/gs;
const REPEAT = /^(?:[+*]|\{\d+(?:,\d*)?\})/;

/** More of them than this, and a long text is tried in too many ways even where none stands inside another. */
const MOST_REPEATS = 4;

/**
 * Whether a regular expression could take for ever on the wrong text, which any visitor may send: a repeated group
 * that repeats or has a choice inside, at any depth (`(a+)+`, `((a+)b?)*`, `(a|aa)+`), or many repeats in a row.
 * Stricter than need be: a pattern that is refused can always be written as several conditions.
 */
export const mayTakeForEver = (pattern: string): boolean => {
  const text = pattern.replace(LETTERS, 'x');
  const open: boolean[] = [];
  let repeats = 0;
  let isRisky = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '(') {
      open.push(isRisky);
      isRisky = false;
    } else if (sign === ')') {
      if (isRisky && REPEAT.test(text.slice(at + 1))) return true;
      isRisky = (open.pop() ?? false) || isRisky;
    } else if (sign === '|') {
      isRisky ||= open.length > 0;
    } else if (REPEAT.test(text.slice(at))) {
      isRisky = true;
      repeats += 1;
    }
  }
  return repeats > MOST_REPEATS;
};
