import type { JsonObject } from '../../../plugin/src';
import { compileText, fillText, type MergedText } from './merge-text';
import type { TagPlace } from './shape';
import { isPlain } from './plain';

/** Finds and fills the merge tags of a field's value: a text, or text blocks, whose leaves hold texts. */
export interface MergeTags {
  /** Whether there is anything to fill in. */
  isIn(value: unknown): boolean;
  /** The very same value where there is no tag. */
  fill(value: unknown, place: TagPlace, traits: JsonObject | undefined): unknown;
  /** What whoever saves this value is to mend. */
  faults(value: unknown, place: TagPlace): readonly string[];
}

/** Texts made ready are kept while they are used: as many characters as a large site's pages hold, and no more. */
const MOST_CHARACTERS = 4_000_000;
/** Text blocks nest lists in lists; deeper than this nobody writes. */
const DEEPEST = 20;

const OPENS = '{{';

/** `allowed`: the traits that pages may print, `firstName`, `address.city`. */
export const createMergeTags = (allowed: readonly string[]): MergeTags => {
  const traitNames = new Set(allowed);
  const kept = new Map<string, MergedText>();
  let characters = 0;

  const compiled = (text: string, place: TagPlace): MergedText => {
    const name = `${place} ${text}`;
    const known = kept.get(name);
    if (known) {
      // The one used last stands last: the first is the next to go.
      kept.delete(name);
      kept.set(name, known);
      return known;
    }
    const made = compileText(text, place, traitNames);
    kept.set(name, made);
    characters += name.length;
    for (const oldest of kept.keys()) {
      if (characters <= MOST_CHARACTERS) break;
      kept.delete(oldest);
      characters -= oldest.length;
    }
    return made;
  };

  /** Every text of the value; of blocks only the leaves' `text`, never an address or the code of a block. */
  const mapTexts = (value: unknown, change: (text: string) => string, depth = 0): unknown => {
    if (typeof value === 'string') return value.includes(OPENS) ? change(value) : value;
    if (depth > DEEPEST) return value;
    if (Array.isArray(value)) {
      const next = value.map((item: unknown) => (isPlain(item) ? mapTexts(item, change, depth + 1) : item));
      return next.some((item, index) => item !== value[index]) ? next : value;
    }
    if (!isPlain(value)) return value;
    const text = typeof value.text === 'string' ? mapTexts(value.text, change) : value.text;
    const children = Array.isArray(value.children)
      ? mapTexts(value.children, change, depth + 1)
      : value.children;
    if (text === value.text && children === value.children) return value;
    return {
      ...value,
      ...(text === undefined ? {} : { text }),
      ...(children === undefined ? {} : { children }),
    };
  };

  return {
    isIn(value) {
      let found = false;
      mapTexts(value, (text) => {
        found = true;
        return text;
      });
      return found;
    },
    fill: (value, place, traits) => mapTexts(value, (text) => fillText(compiled(text, place), place, traits)),
    faults(value, place) {
      const faults: string[] = [];
      mapTexts(value, (text) => {
        faults.push(...compileText(text, place, traitNames).faults);
        return text;
      });
      return faults;
    },
  };
};
