import type { Audience } from './audience';
import { shows, type Look, type Showing } from './shows';

export interface Arrangement {
  /** One for each audience given, in their order. */
  readonly showings: readonly Showing[];
  /** Which are shown, in the order in which they are shown. */
  readonly order: readonly number[];
}

/**
 * What of one list (a zone, or a repeatable component) is shown. Blocks that name the same slot are its variants:
 * the first that fits is shown, at the place of the first of them; the last, for everyone, is the fallback. Where
 * none fits, the slot shows nothing.
 */
export const arrange = (audiences: readonly (Audience | null | undefined)[], look: Look): Arrangement => {
  const showings: Showing[] = [];
  const order: number[] = [];
  /** By slot: where in the order its place is, and whether it is taken. */
  const slots = new Map<string, { readonly place: number; taken: boolean }>();
  for (const [index, audience] of audiences.entries()) {
    const showing = shows(audience, look);
    const slot = audience?.slot;
    if (slot === undefined) {
      showings.push(showing);
      if (showing.shown) order.push(index);
      continue;
    }
    const known = slots.get(slot) ?? { place: order.push(EMPTY) - 1, taken: false };
    slots.set(slot, known);
    if (showing.shown && known.taken) {
      showings.push({ shown: false, reason: { because: 'slot-taken', slot } });
      continue;
    }
    showings.push(showing);
    if (!showing.shown) continue;
    order[known.place] = index;
    known.taken = true;
  }
  return { showings, order: slots.size === 0 ? order : order.filter((index) => index !== EMPTY) };
};

const EMPTY = -1;
