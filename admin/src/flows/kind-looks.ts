import {
  Bell,
  Briefcase,
  Calendar,
  ChartPie,
  Clock,
  Gift,
  Lightning,
  ListPlus,
  Mail,
  ManyWays,
  MinusCircle,
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

/** Each kind has a picture of its own. */
const LOOKS: Readonly<Record<string, KindLook>> = {
  trigger: { Icon: Lightning, tint: 'primary' },
  wait: { Icon: Clock, tint: 'secondary' },
  'wait-until': { Icon: Calendar, tint: 'secondary' },
  'wait-for-event': { Icon: Bell, tint: 'secondary' },
  branch: { Icon: ManyWays, tint: 'warning' },
  split: { Icon: ChartPie, tint: 'warning' },
  holdout: { Icon: MinusCircle, tint: 'warning' },
  'send-email': { Icon: Mail, tint: 'primary' },
  webhook: { Icon: Webhooks, tint: 'primary' },
  'crm-list': { Icon: Briefcase, tint: 'primary' },
  'set-trait': { Icon: User, tint: 'success' },
  tag: { Icon: PriceTag, tint: 'success' },
  list: { Icon: ListPlus, tint: 'success' },
  'discount-code': { Icon: Gift, tint: 'success' },
  'start-flow': { Icon: Rocket, tint: 'success' },
  end: { Icon: Stop, tint: 'neutral' },
};

/** How a kind of step looks; one that an extension brought looks like a piece of a puzzle. */
export const lookOf = (kind: string): KindLook => LOOKS[kind] ?? { Icon: PuzzlePiece, tint: 'neutral' };
