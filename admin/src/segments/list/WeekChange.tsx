import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useText } from '../../shared/useText';

interface WeekChangeProps {
  readonly segment: Pick<ShownSegment, 'id' | 'entered' | 'left'>;
}

/** Comings less goings of 7 days, with both below where it was not one alone; it leads to who they are. */
export const WeekChange = ({ segment: { id, entered, left } }: WeekChangeProps) => {
  const text = useText();
  const intl = useIntl();
  if (entered + left === 0)
    return <Typography textColor="neutral600">{text('segments.week.none')}</Typography>;
  return (
    <Flex direction="column" alignItems="flex-start">
      <RowLink to={`${pathTo('segments', id)}?tab=trend`}>
        {intl.formatNumber(entered - left, { signDisplay: 'exceptZero' })}
      </RowLink>
      {entered > 0 && left > 0 && (
        <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
          {text('segments.week.both', { entered, left })}
        </Typography>
      )}
    </Flex>
  );
};
