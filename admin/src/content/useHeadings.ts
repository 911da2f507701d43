import { useEffect, useRef } from 'react';

import type { Viewed } from '../../../plugin/src/content/shows';
import { useText } from '../shared/useText';
import type { EntryBlock } from './entry-blocks';
import { markHeadings } from './mark-headings';
import { useAudienceLine } from './useAudienceLine';
import type { AudienceNames } from './useAudienceNames';
import { useReasonText } from './useReasonText';

/**
 * While the panel is there, the headings of blocks, and of repeatable components, say who sees them; while somebody
 * looks, whether they do and why, for the panel is out of sight of a block further down.
 */
export const useHeadings = (
  blocks: readonly EntryBlock[],
  names: AudienceNames,
  viewedOf: (block: EntryBlock) => Viewed | undefined,
): void => {
  const text = useText();
  const line = useAudienceLine(names);
  const reasonText = useReasonText(names);
  const lines = new Map(
    blocks.flatMap((block): [EntryBlock, string][] => {
      const { length, audience } = block;
      if (length === undefined) return [];
      const slot = audience.broken ? undefined : audience.value.slot;
      const viewed = viewedOf(block);
      const who = viewed ? reasonText(viewed) : text('content.shown', { who: line(audience) });
      return [[block, slot === undefined ? who : text('content.heading.slot', { slot, who })]];
    }),
  );
  const linesNow = useRef(lines);
  linesNow.current = lines;
  const told = JSON.stringify([...lines].map(([{ path, length }, words]) => [path, length, words]));
  useEffect(
    () =>
      told === '[]' ? undefined : markHeadings(document, blocks, (block) => linesNow.current.get(block)),
    [blocks, told],
  );
};
