import { Badge } from '@strapi/design-system';

import { useText } from '../shared/useText';
import type { ListedFlow } from './listed-flow';

const VARIANT = {
  draft: 'neutral',
  live: 'success',
  paused: 'warning',
  draining: 'warning',
  stopped: 'danger',
} as const;

export const FlowStatus = ({ status }: Pick<ListedFlow, 'status'>) => {
  const text = useText();
  return <Badge variant={VARIANT[status]}>{text(`flows.status.${status}`)}</Badge>;
};
