import { useEffect, useRef } from 'react';

import { useLocation } from 'react-router-dom';

import { blockInHash } from '../shared/paths';
import type { EntryBlock } from './entry-blocks';
import { goToBlock } from './go-to-block';

/** Brings the block that the address names into view, once: a link from elsewhere leads to it. */
export const useLinkedBlock = (blocks: readonly EntryBlock[]): void => {
  const { hash } = useLocation();
  const reached = useRef<string>();
  useEffect(() => {
    const key = blockInHash(hash);
    const block = blocks.find(({ audience }) => !audience.broken && audience.value.key === key);
    if (key === undefined || !block || reached.current === key) return;
    reached.current = key;
    void goToBlock(block, document);
  }, [hash, blocks]);
};
