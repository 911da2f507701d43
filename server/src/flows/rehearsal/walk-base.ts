import { hash } from '../../../../plugin/src';
import type { Cursor } from './cursor';
import type { PeopleStretch } from './recorded';

interface Needs {
  /** The next people after this one, of so many profiles. */
  readonly stretch: (after: string, size: number) => Promise<PeopleStretch>;
  readonly visit: (ids: readonly string[]) => Promise<void>;
  readonly isOver: () => boolean;
}

/** Profiles that one question goes through. */
const STRETCH = 1_000;
/** People that are read and walked at a time. */
const PORTION = 25;

/** By their ids alone: the same people in each part, and in the next rehearsal. */
const isChosen = (id: string, share: number): boolean =>
  share >= 1 || (hash('rehearsal', id, 2) ?? 0) < share;

/**
 * Goes over the base from where the cursor stands until the time is over: by a portion at least, so that whoever asks
 * again comes to the end. Undefined when that was reached.
 */
export const walkBase = async (
  cursor: Cursor,
  { stretch, visit, isOver }: Needs,
): Promise<Cursor | undefined> => {
  let { after, looked } = cursor;
  for (;;) {
    const { ids, end } = await stretch(after, STRETCH);
    const chosen = ids.filter((id) => isChosen(id, cursor.share));
    for (let first = 0; first < chosen.length; first += PORTION) {
      const portion = chosen.slice(first, first + PORTION);
      await visit(portion);
      const last = portion.at(-1);
      if (isOver() && last !== undefined && first + PORTION < chosen.length) {
        const part = (first + PORTION) / chosen.length;
        return { ...cursor, after: last, looked: looked + Math.round(STRETCH * part) };
      }
    }
    if (end === null) return undefined;
    looked += STRETCH;
    after = end;
    if (isOver()) return { ...cursor, after, looked };
  }
};
