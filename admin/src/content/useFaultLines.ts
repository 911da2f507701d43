import { useMemo } from 'react';

import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';
import type { EntryBlock } from './entry-blocks';
import { entryFaults } from './entry-lists';
import { useAudienceNames } from './useAudienceNames';
import { useFaultText } from './useFaultText';

const MINUTE = 60_000;

/** Something that is wrong, and where it is, in words. */
export interface FaultLine {
  readonly where: string;
  readonly what: string;
}

/** What is wrong with the blocks of each of these entries. */
export const useFaultLines = (
  entries: readonly (readonly EntryBlock[])[],
): readonly (readonly FaultLine[])[] => {
  const text = useText();
  const now = useNow(MINUTE);
  const keys = useMemo(
    () => entries.flat().flatMap(({ audience }) => (audience.broken ? [] : [...audience.value.segments])),
    [entries],
  );
  const names = useAudienceNames(keys);
  const words = useFaultText(names);
  return entries.map((blocks) => {
    const faults = entryFaults(blocks, { now, isKnown: (key) => !names.isUnknown(key) });
    return [
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
