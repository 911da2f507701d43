import {
  arrange,
  faultsOf,
  INSIDE_HIDDEN,
  inOneSlot,
  type BlockFault,
  type Horizon,
  type MapFault,
  type Showing,
  type Standing,
  type Viewed,
} from '../../../../plugin/src';
import { groupBy } from './group-by';
import { byPath, isVariant, type PlacedBlock } from './placed';

interface Judged {
  /** What is wrong with each, by row. */
  readonly faults: ReadonlyMap<string, ReadonlySet<MapFault>>;
  /** Whether those who stand so see it, and why; null where nobody's standing was given. */
  viewed(block: PlacedBlock): Viewed | null;
}

const faultOf = ({ because }: BlockFault): MapFault => {
  switch (because) {
    case 'gone':
    case 'all-gone':
      return 'gone';
    case 'cannot-be-read':
      return 'unreadable';
    case 'nobody-left-out':
      return because;
    case 'nobody-chosen':
    case 'over':
    case 'after-everyone':
    case 'named-earlier':
      return 'unreachable';
  }
};

/** Judges blocks, and variants of entries, list by list. */
export const judgePlaced = (
  blocks: readonly PlacedBlock[],
  horizon: Horizon,
  standing: Standing | undefined,
): Judged => {
  const faults = new Map<string, Set<MapFault>>();
  const showings = new Map<string, Showing>();
  for (const list of groupBy(blocks, (block) => block.list).values()) {
    const inOrder = [...list].sort(byPath);
    const own = inOrder.map(({ audience }) => audience);
    const ofEntry = inOrder.every(isVariant);
    const audiences = ofEntry ? inOneSlot(own) : own;
    const found = faultsOf(audiences, horizon);
    const note = (index: number, fault: MapFault) => {
      const { row } = inOrder[index]!;
      faults.set(row, (faults.get(row) ?? new Set()).add(fault));
    };
    found.blocks.forEach((each, index) => each.forEach((fault) => note(index, faultOf(fault))));
    // The last variant is where a fallback would stand. Whom no variant of an entry fits sees the entry.
    if (!ofEntry) for (const { variants } of found.slots) note(variants.at(-1)!, 'no-fallback');
    inOrder.forEach(({ isRefused }, index) => isRefused && note(index, 'refused'));
    if (!standing) continue;
    const arranged = arrange(audiences, { standing, now: horizon.now });
    inOrder.forEach(({ row }, index) => showings.set(row, arranged.showings[index]!));
  }
  return {
    faults,
    viewed: ({ row, inside }) =>
      inside.some((each) => showings.get(each)?.shown === false)
        ? INSIDE_HIDDEN
        : (showings.get(row) ?? null),
  };
};
