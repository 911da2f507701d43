import { useMemo } from 'react';

import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';
import { entryFaults } from './entry-lists';
import { useAudienceNames } from './useAudienceNames';
import { useEntryBlocksNow } from './useEntryBlocks';
import { useFaultText } from './useFaultText';

const MINUTE = 60_000;

/** What is wrong with the blocks of this entry, each with where it is, in words. */
export const useEntryFaults = (): readonly { readonly where: string; readonly what: string }[] => {
  const text = useText();
  const now = useNow(MINUTE);
  const blocks = useEntryBlocksNow();
  const keys = useMemo(
    () => blocks.flatMap(({ audience }) => (audience.broken ? [] : [...audience.value.segments])),
    [blocks],
  );
  const names = useAudienceNames(keys);
  const words = useFaultText(names);
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
};
