import { useMemo } from 'react';

import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';
import { blockName, type EntryBlock } from './entry-blocks';
import { segmentsIn, variantFaults, type EntryContent } from './entry-content';
import { entryFaults } from './entry-lists';
import { useAudienceNames, type AudienceNames } from './useAudienceNames';
import { useFaultText } from './useFaultText';

const MINUTE = 60_000;

/** Something that is wrong, and where it is, in words. */
export interface FaultLine {
  readonly where: string;
  readonly what: string;
  /** The block, the first one of the slot, or the number of the variant. */
  readonly at: EntryBlock | number | undefined;
}

/** What is wrong with the variants and blocks of an entry. */
export const useFaultLinesOf = (
  names: AudienceNames,
): ((content: EntryContent, now: number) => readonly FaultLine[]) => {
  const text = useText();
  const words = useFaultText(names);
  return ({ blocks, variants }, now) => {
    const horizon = { now, isKnown: (key: string) => !names.isUnknown(key) };
    const faults = entryFaults(blocks, horizon);
    const isIn = (block: EntryBlock, list: string, slot: string): boolean =>
      block.list === list && !block.audience.broken && block.audience.value.slot === slot;
    return [
      ...variantFaults(variants, horizon).flatMap((own, index) =>
        own.map((fault) => ({
          where: variants[index]!.name || text('experience.variant', { number: index + 1 }),
          what: words.block(fault, 'variant'),
          at: index,
        })),
      ),
      ...blocks.flatMap((block) =>
        (faults.blocks.get(block.path) ?? []).map((fault) => ({
          where: blockName(block),
          what: words.block(fault),
          at: block,
        })),
      ),
      ...faults.slots.map((slot) => ({
        where: text('content.slot.head', { slot: slot.slot }),
        what: words.slot(slot, now),
        at: blocks.find((block) => isIn(block, slot.list, slot.slot)),
      })),
    ];
  };
};

/** The same of each of these entries, wherever they are kept. */
export const useFaultLines = (entries: readonly EntryContent[]): readonly (readonly FaultLine[])[] => {
  const now = useNow(MINUTE);
  const linesOf = useFaultLinesOf(useAudienceNames(useMemo(() => entries.flatMap(segmentsIn), [entries])));
  return entries.map((content) => linesOf(content, now));
};
