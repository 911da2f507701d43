import { createRegistry } from '../../registry';
import { apiKind } from './api/definition';
import { cartLeftKind } from './cart-left/definition';
import { dateKind } from './date/definition';
import { entryKind } from './entry/definition';
import { eventTriggerKind } from './event/definition';
import { inactivityKind } from './inactivity/definition';
import { scheduleKind } from './schedule/definition';
import { segmentEnteredKind, segmentLeftKind } from './segment/definition';

/** The kinds of trigger that a flow may have. */
export const flowTriggers = createRegistry('trigger', [
  eventTriggerKind,
  segmentEnteredKind,
  segmentLeftKind,
  dateKind,
  inactivityKind,
  cartLeftKind,
  scheduleKind,
  entryKind,
  apiKind,
]);
