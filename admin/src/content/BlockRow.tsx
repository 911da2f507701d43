import type { ReactNode } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { Eye, EyeStriked, User } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../shared/useText';
import { BlockMenu } from './BlockMenu';
import type { BlockListing } from './BlockList';
import { blockName, type EntryBlock } from './entry-blocks';
import { Fault } from './Fault';
import { goToBlock } from './go-to-block';
import { useAudienceLine } from './useAudienceLine';
import { useFaultText } from './useFaultText';
import { useReasonText } from './useReasonText';

interface BlockRowProps {
  readonly block: EntryBlock;
  readonly listing: BlockListing;
  /** The last of its slot's variants. */
  readonly isLast?: boolean;
  /** By which it is moved; below the menu, for there is little room beside the words. */
  readonly handle?: ReactNode;
}

const Row = styled.button`
  display: flex;
  flex: 1;
  min-width: 0;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[1]}`};
  text-align: left;
  border-radius: ${({ theme }) => theme.borderRadius};

  > svg {
    flex: none;
    margin-top: 0.2rem;
  }

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** A block with who sees it, and, while somebody looks, whether they do and why. A click leads to it. */
export const BlockRow = ({ block, listing, isLast = false, handle }: BlockRowProps) => {
  const text = useText();
  const line = useAudienceLine(listing.names);
  const faultText = useFaultText(listing.names);
  const reasonText = useReasonText(listing.names);
  const { audience } = block;
  const viewed = listing.viewedOf(block);
  const isTargeted = audience.broken || audience.value.show !== 'everyone';
  const isFallback = isLast && !isTargeted;
  const isHidden = viewed?.shown === false;
  const icon = () => {
    if (viewed) {
      return viewed.shown ? (
        <Eye fill="success600" aria-label={text('content.is-shown')} />
      ) : (
        <EyeStriked fill="neutral500" aria-label={text('content.is-hidden')} />
      );
    }
    return isTargeted ? <User fill="primary600" aria-hidden /> : <Eye fill="neutral500" aria-hidden />;
  };
  return (
    <Box>
      <Flex alignItems="flex-start">
        <Row type="button" onClick={() => void goToBlock(block, document)}>
          {icon()}
          <Flex direction="column" alignItems="flex-start" minWidth={0}>
            <Typography fontWeight="semiBold" textColor={isHidden ? 'neutral600' : 'neutral800'}>
              {blockName(block)}
            </Typography>
            <Typography variant="pi" textColor={isTargeted && !isHidden ? 'primary600' : 'neutral600'}>
              {isFallback ? text('content.slot.fallback') : line(audience)}
            </Typography>
            {viewed && (
              <Typography variant="pi" textColor={isHidden ? 'neutral600' : 'success700'}>
                {reasonText(viewed, 'block', isFallback)}
              </Typography>
            )}
          </Flex>
        </Row>
        <Flex direction="column">
          {listing.onAudience && <BlockMenu block={block} onAudience={listing.onAudience} />}
          {handle}
        </Flex>
      </Flex>
      {listing.faultsOf(block).map((fault) => (
        <Box key={fault.because} paddingLeft={2} paddingRight={1} paddingBottom={1}>
          <Fault unfinished={fault.because === 'nobody-chosen'}>{faultText.block(fault)}</Fault>
        </Box>
      ))}
    </Box>
  );
};
