import { useState } from 'react';

import { Box, Loader, Popover, TextButton, Typography } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Trouble } from '../../shared/Trouble';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { Places } from '../actions/Places';

interface UsedCellProps {
  readonly segment: Pick<ShownSegment, 'id' | 'usedAt'>;
  /** Undefined while that is being asked. */
  readonly count: number | undefined;
}

const MOST = 20;

/** In how many places; opened, which, each leading there. Meanwhile, when it was last used. */
export const UsedCell = ({ segment: { id, usedAt }, count }: UsedCellProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const usage = useEndpoint(segmentsEndpoints.usage, open ? { id } : null);
  if (!count) {
    if (count === undefined && usedAt !== null) return <Ago at={usedAt} />;
    return <Typography textColor="neutral600">{text('segments.used.nowhere')}</Typography>;
  }
  return (
    // A click on the row opens the segment.
    <Box tag="span" onClick={(event: { stopPropagation(): void }) => event.stopPropagation()}>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger>
          <TextButton style={{ whiteSpace: 'nowrap' }}>{text('segments.used.places', { count })}</TextButton>
        </Popover.Trigger>
        <Popover.Content align="start" sideOffset={4}>
          <Box padding={4} maxWidth="44rem">
            {usage.problem && <Trouble problem={usage.problem} onRetry={usage.reload} />}
            {usage.loading && <Loader small>{text('loading')}</Loader>}
            {usage.answer && <Places places={usage.answer.data} most={MOST} />}
          </Box>
        </Popover.Content>
      </Popover.Root>
    </Box>
  );
};
