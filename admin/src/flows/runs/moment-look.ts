import { CheckCircle, Clock, Cursor, Lightning, Mail, OneWay, SignOut, WarningCircle } from '@strapi/icons';

import { lookOf, type Tint } from '../kind-looks';
import type { Moment } from '../listed-flow';

interface MomentLook {
  readonly Icon: typeof Clock;
  readonly tint: Tint | 'danger';
}

const LOOKS: Readonly<Record<Moment['what'], MomentLook>> = {
  entered: { Icon: Lightning, tint: 'primary' },
  passed: { Icon: OneWay, tint: 'neutral' },
  sent: { Icon: Mail, tint: 'primary' },
  'not-sent': { Icon: Mail, tint: 'warning' },
  'on-its-way': { Icon: Mail, tint: 'secondary' },
  'in-doubt': { Icon: WarningCircle, tint: 'danger' },
  clicked: { Icon: Cursor, tint: 'success' },
  waits: { Icon: Clock, tint: 'secondary' },
  left: { Icon: SignOut, tint: 'neutral' },
};

/** The picture of a moment; reaching the goal is a good end. */
export const momentLook = ({ what, sentence, since, at, effectKind }: Moment): MomentLook => {
  if (what === 'left' && sentence === 'goal') return { Icon: CheckCircle, tint: 'success' };
  if (what === 'passed' && since !== null && at - since >= A_WAIT) return { Icon: Clock, tint: 'secondary' };
  const look = LOOKS[what];
  return look.Icon === Mail && effectKind !== null ? { ...look, Icon: lookOf(effectKind).Icon } : look;
};

/** What took longer than this was waited for. */
export const A_WAIT = 1_000;
