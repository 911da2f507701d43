import { arrange, type Arrangement } from '../../../plugin/src/content/arrange';
import type { Audience } from '../../../plugin/src/content/audience';
import { faultsOf, type BlockFault, type SlotFault } from '../../../plugin/src/content/faults';
import type { Horizon } from '../../../plugin/src/content/reach';
import { INSIDE_HIDDEN, type Look, type Viewed } from '../../../plugin/src/content/shows';
import type { EntryBlock } from './entry-blocks';

/** A block alone, or the variants of a slot, at the first one's place; each with the lists that stand in it. */
export type EntryItem =
  | { readonly kind: 'block'; readonly block: EntryBlock; readonly children: readonly EntryItem[] }
  | {
      readonly kind: 'slot';
      readonly slot: string;
      readonly list: string;
      readonly variants: readonly Variant[];
    };

export interface Variant {
  readonly block: EntryBlock;
  readonly children: readonly EntryItem[];
}

const slotOf = ({ audience }: EntryBlock): string | undefined =>
  audience.broken ? undefined : audience.value.slot;

/** As the rules read it: a form that holds what cannot be understood hides its block. */
const plain = ({ audience }: EntryBlock): Audience | undefined =>
  audience.broken ? undefined : audience.value;

/** The blocks as they are shown: variants of a slot together, blocks in blocks below them. */
export const itemsOf = (blocks: readonly EntryBlock[], inside?: string): readonly EntryItem[] => {
  const here = blocks.filter((block) => block.inside === inside);
  const items: EntryItem[] = [];
  const slots = new Map<string, Variant[]>();
  for (const block of here) {
    const children = itemsOf(blocks, block.path);
    const slot = slotOf(block);
    if (slot === undefined) {
      items.push({ kind: 'block', block, children });
      continue;
    }
    const name = `${block.list}\n${slot}`;
    const known = slots.get(name);
    if (known) known.push({ block, children });
    else {
      const variants: Variant[] = [{ block, children }];
      slots.set(name, variants);
      items.push({ kind: 'slot', slot, list: block.list, variants });
    }
  }
  return items;
};

/** Blocks that share a zone or a repeatable component, in their order. */
export const listsOf = (blocks: readonly EntryBlock[]): ReadonlyMap<string, readonly EntryBlock[]> => {
  const lists = new Map<string, EntryBlock[]>();
  for (const block of blocks) lists.set(block.list, [...(lists.get(block.list) ?? []), block]);
  return lists;
};

export interface EntryFaults {
  /** By path. */
  readonly blocks: ReadonlyMap<string, readonly BlockFault[]>;
  readonly slots: readonly (SlotFault & { readonly list: string })[];
}

/** What is wrong on the page; a block's own places are turned into its list's. */
export const entryFaults = (blocks: readonly EntryBlock[], horizon: Horizon): EntryFaults => {
  const found = new Map<string, readonly BlockFault[]>();
  const slots: (SlotFault & { list: string })[] = [];
  for (const [list, own] of listsOf(blocks)) {
    const faults = faultsOf(own.map(plain), horizon);
    own.forEach(({ path }, index) => found.set(path, faults.blocks[index] ?? []));
    slots.push(...faults.slots.map((slot) => ({ ...slot, list })));
  }
  return { blocks: found, slots };
};

/** Why each block, by path, is shown or hidden to whoever looks. */
export const viewedBlocks = (blocks: readonly EntryBlock[], look: Look): ReadonlyMap<string, Viewed> => {
  const seen = new Map<string, Viewed>();
  const arranged = new Map<string, Arrangement>();
  const lists = listsOf(blocks);
  for (const [list, own] of lists) arranged.set(list, arrange(own.map(plain), look));
  for (const block of blocks) {
    const at = lists.get(block.list)!.indexOf(block);
    const showing = arranged.get(block.list)!.showings[at]!;
    // Blocks stand in the order of the page, so what it stands in has been looked at.
    const hidden = block.inside !== undefined && seen.get(block.inside)?.shown === false;
    seen.set(block.path, hidden ? INSIDE_HIDDEN : showing);
  }
  return seen;
};
