import { Typography } from '@strapi/design-system';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useText } from '../../shared/useText';

interface UsedCellProps {
  readonly segment: Pick<ShownSegment, 'id' | 'usedAt'>;
  /** Undefined while that is being asked. */
  readonly count: number | undefined;
}

/** In how many places, leading to them; meanwhile, when it was last used. */
export const UsedCell = ({ segment: { id, usedAt }, count }: UsedCellProps) => {
  const text = useText();
  if (count) {
    return <RowLink to={pathTo('segments', id)}>{text('segments.used.places', { count })}</RowLink>;
  }
  if (count === undefined && usedAt !== null) return <Ago at={usedAt} />;
  return <Typography textColor="neutral600">{text('segments.used.nowhere')}</Typography>;
};
