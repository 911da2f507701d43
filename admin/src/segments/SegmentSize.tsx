import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

interface SegmentSizeProps {
  readonly segment: Pick<ShownSegment, 'size' | 'atMost' | 'bulk' | 'fault'>;
}

/** How many are in; while everyone is judged anew, how far that is; or why nobody can be judged. */
export const SegmentSize = ({ segment: { size, atMost, bulk, fault } }: SegmentSizeProps) => {
  const text = useText();
  const intl = useIntl();
  const share = bulk && bulk.of > 0 ? bulk.done / bulk.of : 0;
  return (
    <Flex gap={2}>
      <Typography fontWeight="semiBold" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {atMost ? text('segments.atMost', { size }) : intl.formatNumber(size)}
      </Typography>
      {bulk && (
        <Typography variant="pi" textColor="neutral600">
          {text('segments.counting', { share: intl.formatNumber(share, { style: 'percent' }) })}
        </Typography>
      )}
      {fault && (
        <Tooltip label={fault}>
          <WarningCircle fill="warning600" aria-label={fault} />
        </Tooltip>
      )}
    </Flex>
  );
};
