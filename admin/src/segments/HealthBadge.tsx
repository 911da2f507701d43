import { Badge, Flex, Tooltip } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

import type { SegmentWarning, ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

const ICON = { width: '1.2rem', height: '1.2rem', 'aria-hidden': true } as const;

const variantOf = ({ code, of }: SegmentWarning): 'danger' | 'warning' | 'neutral' => {
  if (code === 'broken') return 'danger';
  return of === null ? 'warning' : 'neutral';
};

/** Good, or the first warning in a word and how many more there are; the sentences on hover and for readers. */
export const HealthBadge = ({ size, warnings }: Pick<ShownSegment, 'size' | 'warnings'>) => {
  const text = useText();
  const [first, ...more] = warnings;
  if (!first) {
    return (
      <Badge variant="success">
        <Flex gap={1}>
          <CheckCircle {...ICON} />
          {text('segments.health.good')}
        </Flex>
      </Badge>
    );
  }
  const sentences = warnings.map(({ sentence }) => sentence).join(' ');
  return (
    <Tooltip label={sentences}>
      <Badge variant={variantOf(first)} aria-description={sentences}>
        <Flex gap={1}>
          {first.of === null ? <WarningCircle {...ICON} /> : <Information {...ICON} />}
          {first.of === null
            ? text(`segments.warning.${first.code}`)
            : text('segments.warning.small.of', { size, of: first.of })}
          {more.length > 0 && ` +${more.length}`}
        </Flex>
      </Badge>
    </Tooltip>
  );
};
