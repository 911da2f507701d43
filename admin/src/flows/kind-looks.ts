import {
  Clock,
  Lightning,
  ListPlus,
  ManyWays,
  Mail,
  PaperPlane,
  PriceTag,
  PuzzlePiece,
  Rocket,
  Stop,
  User,
  Webhooks,
} from '@strapi/icons';

/** The colours of Strapi's palette that cards are tinted with, by what a step is about. */
export type Tint = 'secondary' | 'primary' | 'warning' | 'success' | 'neutral';

export interface KindLook {
  readonly Icon: typeof Clock;
  readonly tint: Tint;
}

const LOOKS: Readonly<Record<string, KindLook>> = {
  trigger: { Icon: Lightning, tint: 'primary' },
  wait: { Icon: Clock, tint: 'secondary' },
  'wait-until': { Icon: Clock, tint: 'secondary' },
  'wait-for-event': { Icon: Clock, tint: 'secondary' },
  branch: { Icon: ManyWays, tint: 'warning' },
  split: { Icon: ManyWays, tint: 'warning' },
  holdout: { Icon: ManyWays, tint: 'warning' },
  'send-email': { Icon: Mail, tint: 'primary' },
  webhook: { Icon: Webhooks, tint: 'primary' },
  'push-to-crm': { Icon: PaperPlane, tint: 'primary' },
  'update-profile': { Icon: User, tint: 'success' },
  'set-trait': { Icon: User, tint: 'success' },
  tag: { Icon: PriceTag, tint: 'success' },
  list: { Icon: ListPlus, tint: 'success' },
  'discount-code': { Icon: PriceTag, tint: 'success' },
  'start-flow': { Icon: Rocket, tint: 'success' },
  end: { Icon: Stop, tint: 'neutral' },
};

/** How a kind of step looks; one that an extension brought looks like a piece of a puzzle. */
export const lookOf = (kind: string): KindLook => LOOKS[kind] ?? { Icon: PuzzlePiece, tint: 'neutral' };
