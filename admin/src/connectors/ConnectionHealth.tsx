import { Badge } from '@strapi/design-system';

import type { ShownConnection } from '../../../plugin/src/connectors/endpoints';
import { useText } from '../shared/useText';

const VARIANT = {
  new: 'neutral',
  ok: 'success',
  syncing: 'primary',
  failing: 'danger',
  held: 'warning',
} as const;

export const ConnectionHealth = ({ health }: Pick<ShownConnection, 'health'>) => {
  const text = useText();
  return <Badge variant={VARIANT[health]}>{text(`connections.health.${health}`)}</Badge>;
};
