import { Badge } from '@strapi/design-system';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useText } from '../shared/useText';

/** Where its members come from. */
export const SegmentKind = ({ kind }: Pick<ShownSegment, 'kind'>) => {
  const text = useText();
  return <Badge variant={kind === 'crm' ? 'secondary' : 'success'}>{text(`segments.kind.${kind}`)}</Badge>;
};
