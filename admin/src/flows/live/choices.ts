import type { AnswerOf, InputOf } from '../../../../plugin/src/endpoints';
import type { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { TextKey } from '../../shared/useText';

export type PublishingFigures = AnswerOf<typeof flowsEndpoints.publishing>['data'];

/** What is asked before a flow goes live, goes on or is stopped; what is not said is the server's own choice. */
export type LiveChoice = Omit<InputOf<typeof flowsEndpoints.publish>, 'id'> &
  Pick<InputOf<typeof flowsEndpoints.stop>, 'how'>;

/** Who they are that qualify already, by the kind of trigger; the others know of nobody. */
export const ALREADY: Readonly<Partial<Record<string, TextKey>>> = {
  event: 'flows.already.event',
  'segment-entered': 'flows.already.segment-entered',
  'segment-left': 'flows.already.segment-left',
  date: 'flows.already.date',
  inactivity: 'flows.already.inactivity',
  'cart-left': 'flows.already.cart-left',
};

export const TODAY = ['nobody', 'at-once', 'spread', 'own-dates'] as const;
export const OVERDUE = ['send', 'skip', 'spread'] as const;
export const STOPS = ['force', 'drain'] as const;
