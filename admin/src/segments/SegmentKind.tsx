import { Badge, Flex } from '@strapi/design-system';
import { Book, Cloud, Lightning } from '@strapi/icons';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

const MARKS = {
  live: { Mark: Lightning, variant: 'success' },
  crm: { Mark: Cloud, variant: 'secondary' },
  static: { Mark: Book, variant: 'neutral' },
} as const;

/** Where its members come from: kept by a condition, mirrored from a CRM, put in by hand. */
export const SegmentKind = ({ kind }: Pick<ShownSegment, 'kind'>) => {
  const text = useText();
  const { Mark, variant } = MARKS[kind];
  return (
    <Badge variant={variant}>
      <Flex gap={1}>
        <Mark width="1.2rem" height="1.2rem" aria-hidden />
        {text(`segments.kind.${kind}`)}
      </Flex>
    </Badge>
  );
};
