import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';

import { Box, IconButton } from '@strapi/design-system';
import { Drag } from '@strapi/icons';

import { useText } from '../shared/useText';
import type { BlockListing } from './BlockList';
import { BlockRow } from './BlockRow';
import type { EntryItem } from './entry-lists';

interface SlotVariantsProps {
  readonly item: Extract<EntryItem, { kind: 'slot' }>;
  readonly listing: BlockListing;
  /** The blocks that stand in a variant. */
  readonly below: (items: readonly EntryItem[]) => ReactNode;
}

/** The variants in the order in which they are tried, dragged with the mouse or moved with the arrow keys. */
export const SlotVariants = ({ item: { list, slot, variants }, listing, below }: SlotVariantsProps) => {
  const text = useText();
  const { onMove } = listing;
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const [said, setSaid] = useState('');

  /** From one variant's place among the list's blocks to another's. */
  const move = (from: number, to: number) => {
    const [one, other] = [variants[from], variants[to]];
    if (!one || !other || from === to) return;
    onMove?.(list, one.block.index, other.block.index);
    setSaid(text('content.slot.moved', { place: to + 1, of: variants.length }));
  };
  const press = (event: KeyboardEvent<HTMLElement>, at: number) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const to = at + (event.key === 'ArrowUp' ? -1 : 1);
    if (!variants[to]) return;
    const handles = event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('[data-attune-handle]');
    move(at, to);
    // The handle that now stands where this variant went to.
    requestAnimationFrame(() => handles?.[to]?.focus());
  };
  const start = (event: DragEvent, at: number) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', slot);
    setDragged(at);
  };
  const drop = (event: DragEvent, at: number) => {
    if (dragged === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(dragged, at);
    setDragged(undefined);
    setOver(undefined);
  };
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };

  const handleOf = (at: number) => (
    <IconButton
      label={text('content.slot.move', { place: at + 1, of: variants.length })}
      variant="ghost"
      size="XS"
      cursor="grab"
      draggable
      data-attune-handle=""
      onDragStart={(event: DragEvent) => start(event, at)}
      onDragEnd={end}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => press(event, at)}
    >
      <Drag />
    </IconButton>
  );

  return (
    <>
      <ol>
        {variants.map(({ block, children }, at) => (
          <li
            key={block.path}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => drop(event, at)}
          >
            <Box background={over === at && dragged !== at ? 'primary100' : undefined} hasRadius>
              <BlockRow
                block={block}
                listing={listing}
                isLast={at === variants.length - 1}
                handle={onMove && variants.length > 1 && handleOf(at)}
              />
              {below(children)}
            </Box>
          </li>
        ))}
      </ol>
      <Box position="absolute" width="1px" height="1px" overflow="hidden" aria-live="polite">
        {said}
      </Box>
    </>
  );
};
