import type { AnswerOf } from '../../../plugin/src/endpoints';
import type { flowsEndpoints } from '../../../plugin/src/flows/endpoints';

export type ListedFlow = AnswerOf<typeof flowsEndpoints.list>['data'][number];
export type WholeFlow = AnswerOf<typeof flowsEndpoints.get>['data'];
export type StepNumbers = AnswerOf<typeof flowsEndpoints.numbers>['data'][number];
export type FlowRun = AnswerOf<typeof flowsEndpoints.runs>['data'][number];
export type FlowPage = AnswerOf<typeof flowsEndpoints.list>;
export type OutboxPage = AnswerOf<typeof flowsEndpoints.outbox>;
export type FlowNumbers = AnswerOf<typeof flowsEndpoints.numbers>;
export type FlowVersion = AnswerOf<typeof flowsEndpoints.versions>['data'][number];
export type WholeVersion = AnswerOf<typeof flowsEndpoints.version>['data'];
export type ToldRun = AnswerOf<typeof flowsEndpoints.run>['data'];
export type Moment = ToldRun['story'][number];
export type OutboxRow = OutboxPage['data'][number];
export type RehearsedPart = AnswerOf<typeof flowsEndpoints.rehearse>;
export type RehearsedStory = RehearsedPart['data']['stories'][number];
/** Held for review; nobody knows whether it arrived; everybody knows that it did not. */
export type MailsInDoubt = 'held' | 'unknown' | 'failed';
