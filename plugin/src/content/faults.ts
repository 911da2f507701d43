import type { Audience } from './audience';
import { gapOf, unreachable, type Horizon, type Unreachable, type Variant } from './reach';

/** What may be wrong with a block: nobody sees it, it leaves nobody out, or it names segments that no longer exist. */
export type BlockFault =
  | Unreachable
  | { readonly because: 'cannot-be-read' }
  /** Everyone but nobody: whom it was to be kept from was never said. */
  | { readonly because: 'nobody-left-out' }
  | { readonly because: 'gone'; readonly segments: readonly string[] };

/** A slot that shows nothing to some visitors who can be judged, from a moment on (epoch milliseconds). */
export interface SlotFault {
  readonly slot: string;
  /** The places of its variants in their list. */
  readonly variants: readonly number[];
  readonly since: number;
}

export interface ListFaults {
  /** One list for each audience given, in their order; empty where nothing is wrong. */
  readonly blocks: readonly (readonly BlockFault[])[];
  readonly slots: readonly SlotFault[];
}

/** What is wrong in one list: a zone, or a repeatable component. */
export const faultsOf = (
  audiences: readonly (Audience | null | undefined)[],
  horizon: Horizon,
): ListFaults => {
  const slots = new Map<string, Variant[]>();
  const blocks = audiences.map((audience, index): readonly BlockFault[] => {
    if (audience === null) return [];
    if (audience === undefined) return [{ because: 'cannot-be-read' }];
    const { slot, show, segments } = audience;
    const own: Variant = { index, audience };
    const earlier = (slot !== undefined && slots.get(slot)) || [];
    const barrier = unreachable(own, earlier, horizon);
    if (slot !== undefined) slots.set(slot, [...earlier, own]);
    const gone = show === 'everyone' ? [] : segments.filter((key) => !horizon.isKnown(key));
    return [
      ...(barrier && barrier.because !== 'all-gone' ? [barrier] : []),
      ...(show === 'except' && segments.length === 0 ? [{ because: 'nobody-left-out' } as const] : []),
      ...(gone.length > 0 ? [{ because: 'gone', segments: gone } as const] : []),
    ];
  });
  return {
    blocks,
    slots: [...slots].flatMap(([slot, variants]) => {
      const since = gapOf(variants, horizon);
      return since === undefined ? [] : { slot, variants: variants.map(({ index }) => index), since };
    }),
  };
};
