import type { AnswerOf, InputOf } from '../../../../plugin/src/endpoints';
import type { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';

export type PublishingFigures = AnswerOf<typeof flowsEndpoints.publishing>['data'];

/** What is asked before a flow goes live, goes on or is stopped; what is not said is the server's own choice. */
export type LiveChoice = Omit<InputOf<typeof flowsEndpoints.publish>, 'id'> &
  Pick<InputOf<typeof flowsEndpoints.stop>, 'how'>;

export const TODAY = ['nobody', 'at-once', 'spread', 'own-dates'] as const;
export const OVERDUE = ['send', 'skip', 'spread'] as const;
export const STOPS = ['force', 'drain'] as const;
