import type { JsonObject, Look } from '../../../../plugin/src';
import { isOpen } from './gate';
import { nextDate, type Choice, type List, type Page, type Part, type Parts } from './page';

export interface PageCut {
  readonly text: string;
  /** Keys of the blocks that were chosen and are shown. */
  readonly exposures: readonly string[];
  /** Whether merge tags stand in it. */
  readonly isTagged: boolean;
  /** When the clock alone may change this; epoch milliseconds, or null for never. */
  readonly until: number | null;
}

/**
 * What of a page somebody sees, as a word: a letter for each decision, in the order in which they are met. Two who
 * get the same word get the same bytes.
 */
export const decidePage = (page: Page, look: Look): string => {
  const word: number[] = [];
  decideParts(page.parts, look, word);
  return word.length < MOST_ARGUMENTS ? String.fromCharCode(...word) : longWord(word);
};

/** Letters of a word are given to one call as its arguments: so many fit. */
const MOST_ARGUMENTS = 10_000;

const longWord = (word: readonly number[]): string => {
  let text = '';
  for (const letter of word) text += String.fromCharCode(letter);
  return text;
};

const decideParts = (parts: Parts, look: Look, word: number[]): void => {
  for (const part of parts) {
    if (typeof part === 'string' || part.kind === 'fill') continue;
    if (part.kind === 'list') decideList(part, look, word);
    else decideChoice(part, look, word);
  }
};

const decideChoice = ({ alternatives, otherwise }: Choice, look: Look, word: number[]): void => {
  const index = alternatives.findIndex(({ gate }) => isOpen(gate, look));
  word.push(index + 1);
  decideParts(alternatives[index]?.parts ?? otherwise, look, word);
};

/** Its items that are shown, in their order, and an end. */
const decideList = (list: List, look: Look, word: number[]): void => {
  const { items, slotted } = list;
  if (slotted) {
    for (const index of orderOf(list, look)) {
      word.push(index + 1);
      decideParts(items[index]!.parts, look, word);
    }
  } else {
    for (let index = 0; index < items.length; index += 1) {
      const { gate, parts } = items[index]!;
      if (gate !== undefined && !isOpen(gate, look)) continue;
      word.push(index + 1);
      decideParts(parts, look, word);
    }
  }
  word.push(END);
};

const END = 0;

/** As `arrange` does it: the first variant that fits stands where the first variant of its slot stands. */
const orderOf = ({ items }: List, look: Look): readonly number[] => {
  const order: number[] = [];
  const slots = new Map<string, { readonly place: number; taken: boolean }>();
  for (const [index, { gate }] of items.entries()) {
    const slot = gate?.slot;
    if (slot === undefined) {
      if (gate === undefined || isOpen(gate, look)) order.push(index);
      continue;
    }
    let known = slots.get(slot);
    if (!known) slots.set(slot, (known = { place: order.push(EMPTY) - 1, taken: false }));
    if (known.taken || !isOpen(gate!, look)) continue;
    order[known.place] = index;
    known.taken = true;
  }
  return slots.size === 0 ? order : order.filter((index) => index !== EMPTY);
};

const EMPTY = -1;

interface Joining {
  /** In a preview nothing counts as shown. */
  readonly isPreview?: boolean;
  /** Of a proven visitor, for merge tags. */
  readonly traits?: JsonObject | undefined;
}

/** The bytes that somebody gets for whom this was decided. */
export const joinPage = (
  page: Page,
  word: string,
  { isPreview = false, traits }: Joining = {},
): Omit<PageCut, 'until'> => {
  const { parts, exposures: place, tail } = page;
  const pieces: string[] = [];
  const exposures = new Set<string>();
  /** By the places of their entries. */
  const variants = new Map<number, string>();
  let isTagged = false;
  let at = 0;

  const next = (): number => word.charCodeAt(at++) - 1;

  const join = (part: Part): void => {
    if (typeof part === 'string') pieces.push(part);
    else if (part.kind === 'list') joinList(part);
    else if (part.kind === 'choice') joinChoice(part);
    else {
      isTagged = true;
      pieces.push(part.fill(traits));
    }
  };
  const joinChoice = ({ alternatives, otherwise, entry }: Choice): void => {
    const chosen = alternatives[next()];
    (chosen?.parts ?? otherwise).forEach(join);
    const exposure = chosen?.gate.exposure;
    if (exposure === undefined) return;
    if (entry === undefined) exposures.add(exposure);
    else variants.set(entry, exposure);
  };
  const joinList = ({ items }: List): void => {
    let glue = '[';
    for (let item = items[next()]; item !== undefined; item = items[next()]) {
      pieces.push(glue);
      glue = ',';
      item.parts.forEach(join);
      if (item.gate?.exposure !== undefined) exposures.add(item.gate.exposure);
    }
    pieces.push(glue === '[' ? '[]' : ']');
  };

  parts.forEach(join);
  for (const [, key] of [...variants].sort(([one], [other]) => one - other)) exposures.add(key);
  const keys = isPreview ? [] : [...exposures];
  if (place && keys.length > 0) pieces.push(place.before, JSON.stringify(keys), place.after);
  pieces.push(tail);
  return { text: pieces.join(''), exposures: keys, isTagged };
};

export const cutPage = (page: Page, look: Look, traits?: JsonObject): PageCut => ({
  ...joinPage(page, decidePage(page, look), { traits }),
  until: nextDate(page, look.now),
});
