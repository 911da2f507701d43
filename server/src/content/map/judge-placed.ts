import {
  arrange,
  faultsOf,
  inOneSlot,
  type BlockFault,
  type Horizon,
  type MapFault,
  type Standing,
} from '../../../../plugin/src';
import { groupBy } from './group-by';
import { byPath, isVariant, type PlacedBlock } from './placed';

interface Judged {
  /** What is wrong with each, by row. */
  readonly faults: ReadonlyMap<string, ReadonlySet<MapFault>>;
  /** Whether those who stand so see it; everything is seen where nobody's standing was given. */
  sees(block: PlacedBlock): boolean;
}

const faultOf = ({ because }: BlockFault): MapFault => {
  if (because === 'gone' || because === 'all-gone') return 'gone';
  return because === 'cannot-be-read' ? 'unreadable' : 'unreachable';
};

/** Judges blocks, and variants of entries, list by list. */
export const judgePlaced = (
  blocks: readonly PlacedBlock[],
  horizon: Horizon,
  standing: Standing | undefined,
): Judged => {
  const faults = new Map<string, Set<MapFault>>();
  const shown = new Map<string, boolean>();
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
    const { showings } = arrange(audiences, { standing, now: horizon.now });
    inOrder.forEach(({ row }, index) => shown.set(row, showings[index]!.shown));
  }
  return {
    faults,
    sees: ({ row, inside }) => [row, ...inside].every((each) => shown.get(each) !== false),
  };
};
