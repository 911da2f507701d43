import { Box, Flex, Typography } from '@strapi/design-system';
import { Stack } from '@strapi/icons';

import type { BlockFault } from '../../../plugin/src/content/faults';
import type { Viewed } from '../../../plugin/src/content/shows';
import { useText } from '../shared/useText';
import { BlockRow } from './BlockRow';
import type { EntryBlock } from './entry-blocks';
import type { EntryItem } from './entry-lists';
import { Fault } from './Fault';
import { SlotVariants } from './SlotVariants';
import type { AudienceNames } from './useAudienceNames';

/** What the rows of the list need beside their block. */
export interface BlockListing {
  readonly names: AudienceNames;
  readonly faultsOf: (block: EntryBlock) => readonly BlockFault[];
  readonly slotFault: (list: string, slot: string) => string | undefined;
  /** Undefined while nobody looks. */
  readonly viewedOf: (block: EntryBlock) => Viewed | undefined;
  /** Undefined where the form cannot be changed. */
  readonly onAudience: ((block: EntryBlock, audience: unknown) => void) | undefined;
  readonly onMove: ((list: string, from: number, to: number) => void) | undefined;
}

interface BlockListProps {
  readonly items: readonly EntryItem[];
  readonly listing: BlockListing;
  readonly label?: string;
}

/** The page as a list of its blocks: slots as brackets around their variants, blocks in blocks below them. */
export const BlockList = ({ items, listing, label }: BlockListProps) => {
  const text = useText();
  const below = (inside: readonly EntryItem[]) =>
    inside.length > 0 && (
      <Box paddingLeft={4}>
        <BlockList items={inside} listing={listing} />
      </Box>
    );
  return (
    <Box tag="ol" width="100%" aria-label={label}>
      {items.map((item) => {
        if (item.kind === 'block') {
          return (
            <Box tag="li" key={item.block.path}>
              <BlockRow block={item.block} listing={listing} />
              {below(item.children)}
            </Box>
          );
        }
        const fault = listing.slotFault(item.list, item.slot);
        return (
          <Box tag="li" key={`${item.list} ${item.slot}`} paddingTop={1} paddingBottom={1}>
            <Box
              borderColor="neutral300"
              borderStyle="solid"
              borderWidth="0 0 0 2px"
              paddingLeft={1}
              role="group"
              aria-label={text('content.slot.variants', { slot: item.slot })}
            >
              <Flex gap={1} paddingLeft={2} paddingTop={1}>
                <Stack fill="neutral600" aria-hidden />
                <Typography variant="pi" textColor="neutral600">
                  {text('content.slot.head', { slot: item.slot })}
                </Typography>
              </Flex>
              <SlotVariants item={item} listing={listing} below={below} />
              {fault !== undefined && (
                <Box paddingLeft={2} paddingBottom={1}>
                  <Fault>{fault}</Fault>
                </Box>
              )}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
};
