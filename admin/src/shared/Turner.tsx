import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import { useText } from './useText';

interface TurnerProps {
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
  readonly onTurn: (page: number) => void;
}

/** Turns the pages of a list that is only a part of its screen, so that the address stays. */
export const Turner = ({ page, pageCount, total, onTurn }: TurnerProps) => {
  const text = useText();
  if (pageCount < 2) return null;
  return (
    <Flex justifyContent="space-between" paddingTop={4}>
      <Typography variant="pi" textColor="neutral600">
        {text('turner.of', { page, pageCount, total })}
      </Typography>
      <Flex gap={1}>
        <IconButton label={text('turner.back')} disabled={page <= 1} onClick={() => onTurn(page - 1)}>
          <ChevronLeft />
        </IconButton>
        <IconButton label={text('turner.on')} disabled={page >= pageCount} onClick={() => onTurn(page + 1)}>
          <ChevronRight />
        </IconButton>
      </Flex>
    </Flex>
  );
};
