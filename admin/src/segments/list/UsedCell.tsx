import { Typography } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';

interface UsedCellProps {
  readonly segment: Pick<ShownSegment, 'id' | 'usedAt'>;
}

/** In how many places, leading to them; for those who may not ask, when it was last used. */
export const UsedCell = ({ segment: { id, usedAt } }: UsedCellProps) => {
  const text = useText();
  const mayAsk = useMay('segments.update');
  const { answer } = useEndpoint(segmentsEndpoints.usage, mayAsk ? { id } : null);
  const count = answer?.data.length;
  if (count) {
    return <RowLink to={pathTo('segments', id)}>{text('segments.used.places', { count })}</RowLink>;
  }
  if (count === undefined && usedAt !== null) return <Ago at={usedAt} />;
  return <Typography textColor="neutral600">{text('segments.used.nowhere')}</Typography>;
};
