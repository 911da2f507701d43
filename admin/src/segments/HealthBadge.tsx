import { Badge, Flex, Tooltip } from '@strapi/design-system';
import { CheckCircle, WarningCircle } from '@strapi/icons';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

/** Good, or the first warning in a word and how many more there are; the sentences on hover and for readers. */
export const HealthBadge = ({ warnings }: Pick<ShownSegment, 'warnings'>) => {
  const text = useText();
  const [first, ...more] = warnings;
  if (!first) {
    return (
      <Badge variant="success">
        <Flex gap={1}>
          <CheckCircle width="1.2rem" height="1.2rem" aria-hidden />
          {text('segments.health.good')}
        </Flex>
      </Badge>
    );
  }
  const sentences = warnings.map(({ sentence }) => sentence).join(' ');
  return (
    <Tooltip label={sentences}>
      <Badge variant={first.code === 'broken' ? 'danger' : 'warning'} aria-description={sentences}>
        <Flex gap={1}>
          <WarningCircle width="1.2rem" height="1.2rem" aria-hidden />
          {text(`segments.warning.${first.code}`)}
          {more.length > 0 && ` +${more.length}`}
        </Flex>
      </Badge>
    </Tooltip>
  );
};
