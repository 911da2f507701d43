import type { FlowDefinition, Trigger } from '../flow';
import type { FlowTriggerBehaviour } from '../trigger-kind';
import { api } from './api/behaviour';
import { cartLeft } from './cart-left/behaviour';
import { date } from './date/behaviour';
import { entry } from './entry/behaviour';
import { eventTrigger } from './event/behaviour';
import { inactivity } from './inactivity/behaviour';
import { schedule } from './schedule/behaviour';
import { segmentEntered, segmentLeft } from './segment/behaviour';

const BEHAVIOURS: Readonly<Record<Trigger['kind'], FlowTriggerBehaviour>> = {
  event: eventTrigger,
  'segment-entered': segmentEntered,
  'segment-left': segmentLeft,
  schedule,
  date,
  inactivity,
  'cart-left': cartLeft,
  api,
  entry,
};

export const triggerOf = ({ trigger }: Pick<FlowDefinition, 'trigger'>): FlowTriggerBehaviour =>
  BEHAVIOURS[trigger.kind];
