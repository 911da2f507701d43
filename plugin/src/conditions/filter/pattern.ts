/** A longer text matches no pattern: what is tried is whatever a visitor sent, while everybody else waits. */
export const LONGEST_MATCHED = 1_000;

/** So many steps are a few hundredths of a second. */
export const MOST_STEPS = 20_000_000;
/** A turn that is counted (`{2,9}`) costs as much as so many letters that are not. */
const COUNTED = 8;

/** Escapes and classes (`\(`, `[+*]`) are one letter each; so is what makes a group one that looks ahead or has a name. */
const LETTERS = /\\.|\[(?:\\.|[^\]\\])*\]/gs;
const GROUP_KINDS = /\(\?(?:[\w-]*:|[=!]|<\w+>)/g;
/** `\1`, `\k<name>`: what a group has found, again. */
const SAME_AGAIN = /^\\[1-9k]/;
const LOOKING_BACK = /\(\?<[=!]/;
const REPEAT = /^(?:([+*?])|\{(\d+)(,?)(\d*)\})\??/;

/** The most that trying a part costs from one place: the ways in which it can match, and the steps to all of them. */
interface Work {
  readonly ways: number;
  readonly steps: number;
}

const EMPTY: Work = { ways: 1, steps: 0 };
const LETTER: Work = { ways: 1, steps: 1 };
const ENDLESS: Work = { ways: Infinity, steps: Infinity };

/** Whatever stands behind a part is tried once for each of its ways. */
const followed = (one: Work, next: Work): Work => ({
  ways: one.ways * next.ways,
  steps: one.steps + one.ways * next.steps,
});

/** A part with one way has one more for each time it may be left out; with more ways they multiply without end. */
const repeated = (one: Work, least: number, most: number, turn = 1): Work => {
  if (one.ways > 1 && most > 1) return ENDLESS;
  return { ways: most - least + one.ways, steps: most * turn * Math.max(1, one.steps) };
};

const repeatedAs = (one: Work, [, sign, least, comma, most]: RegExpExecArray, longest: number): Work => {
  const timesIn = (digits: string | undefined): number => Math.min(Number(digits), longest);
  if (sign === '?') return repeated(one, 0, 1);
  if (sign !== undefined) return repeated(one, sign === '+' ? 1 : 0, longest);
  const first = timesIn(least);
  if (comma === '') return repeated(one, first, first, COUNTED);
  if (most !== '') return repeated(one, first, timesIn(most), COUNTED);
  return followed(repeated(one, first, first, COUNTED), repeated(one, 0, longest));
};

/** The steps that trying all ways takes at worst, on a text of so many letters. */
export const stepsOf = (pattern: string, longest = LONGEST_MATCHED): number => {
  const text = pattern.replace(LETTERS, 'x').replace(GROUP_KINDS, '(');
  let at = 0;
  const oftenAs = (one: Work): Work => {
    const repeat = REPEAT.exec(text.slice(at));
    if (!repeat) return one;
    at += repeat[0].length;
    return repeatedAs(one, repeat, longest);
  };
  /** Up to the end of a group: one branch or the other, each tried from so many places unless it is tied to the start. */
  const choice = (places: number): Work => {
    let ways = 0;
    let steps = 0;
    do {
      const from = text[at] === '^' ? 1 : places;
      let branch = EMPTY;
      while (at < text.length && text[at] !== '|' && text[at] !== ')') {
        let part = LETTER;
        at += 1;
        if (text[at - 1] === '(') {
          part = choice(1);
          at += 1;
        }
        branch = followed(branch, oftenAs(part));
      }
      ways += branch.ways;
      steps += from * branch.steps;
      at += 1;
    } while (text[at - 1] === '|');
    at -= 1;
    return { ways, steps };
  };
  return choice(longest + 1).steps;
};

/**
 * Whether a regular expression could take long on the wrong text of up to 1,000 characters, which any visitor may send.
 * It counts the steps that trying all ways would take at worst. A group in which there is a choice is not repeated, since
 * every turn would double the ways; what a group has found is not asked for again, and nothing looks back.
 * Stricter than need be: a pattern that is refused can always be written as several conditions.
 */
export const mayTakeForEver = (pattern: string): boolean => {
  const letters = pattern.match(LETTERS) ?? [];
  if (letters.some((letter) => SAME_AGAIN.test(letter))) return true;
  if (LOOKING_BACK.test(pattern.replace(LETTERS, 'x'))) return true;
  // Endless times nothing is no number, and no fewer than the most either.
  return !(stepsOf(pattern) <= MOST_STEPS);
};
