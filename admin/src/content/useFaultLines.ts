import { useMemo } from 'react';

import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';
import { segmentsIn, variantFaults, type EntryContent } from './entry-content';
import { entryFaults } from './entry-lists';
import { useAudienceNames } from './useAudienceNames';
import { useFaultText } from './useFaultText';

const MINUTE = 60_000;

/** Something that is wrong, and where it is, in words. */
export interface FaultLine {
  readonly where: string;
  readonly what: string;
}

/** What is wrong with the variants and blocks of each of these entries. */
export const useFaultLines = (entries: readonly EntryContent[]): readonly (readonly FaultLine[])[] => {
  const text = useText();
  const now = useNow(MINUTE);
  const keys = useMemo(() => entries.flatMap(segmentsIn), [entries]);
  const names = useAudienceNames(keys);
  const words = useFaultText(names);
  return entries.map(({ blocks, variants }) => {
    const horizon = { now, isKnown: (key: string) => !names.isUnknown(key) };
    const faults = entryFaults(blocks, horizon);
    return [
      ...variantFaults(variants, horizon).flatMap((own, index) =>
        own.map((fault) => ({
          where: variants[index]!.name || text('experience.variant', { number: index + 1 }),
          what: words.block(fault, 'variant'),
        })),
      ),
      ...blocks.flatMap(({ path, kind, label }) =>
        (faults.blocks.get(path) ?? []).map((fault) => ({
          where: label ? `${kind}: ${label}` : kind,
          what: words.block(fault),
        })),
      ),
      ...faults.slots.map((slot) => ({
        where: text('content.slot.head', { slot: slot.slot }),
        what: words.slot(slot, now),
      })),
    ];
  });
};
