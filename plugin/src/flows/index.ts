export { BEFORE_PUBLISHING, beginAsOf } from './backdate';
export { writeAlike } from './alike';
export { describeBegan, tellEvent, type ToldEvent } from './began';
export { alreadyIn, beginsWith, startsBehind } from './behind';
export { calledIn, type Called, type FlowNames } from './called';
export { compareLines, type ComparedLine } from './compare';
export { restlessStarts } from './circles';
export { describeFlow, type FlowStory } from './describe';
export { flowsEndpoints } from './endpoints';
export { flowKeyOf } from './flow-key';
export type { FlowRevenue } from './revenue.endpoints';
export {
  isEventMatch,
  type EventExit,
  type EventMatch,
  type EventTrigger,
  type Exit,
  type FlowDefinition,
  type FlowStep,
  type Reentry,
  type ScheduleTrigger,
  type EntryTrigger,
  type SegmentExit,
  type SegmentTrigger,
  type Trigger,
} from './flow';
export { concerns, endedBy, hasEnded, keyOf } from './matching';
export type { FlowProblem } from './problem';
export { flowProblems } from './problems';
export type { Surroundings, TemplateAsks } from './surroundings';
export { flowFigures, flowReferences, namingStep, type FlowReferences } from './references';
export { lotOf } from './draw';
export { moveRun } from './move-run';
export { newPace, type RatePace } from './rules/rate';
export { isMessage, PRIORITIES, type FlowRules } from './rules/rules';
export { flowRulesSchema } from './rules/rules.schema';
export { minutesOf, type MessageMinute } from './rules/spread';
export { decideSending, type AskedMessage } from './rules/sending';
export { addFigures, NO_FIGURES, type FlowFigures, type RehearsedDay, type StepNumbers } from './rehearsal';
export {
  newRun,
  type Effect,
  type EffectOutcome,
  type EndReason,
  type LeftStep,
  type RunInput,
  type RunState,
  type Transition,
} from './run';
export { flowDefinitionSchema, flowDraftSchema } from './schema';
export {
  defineFlowStep,
  type FlowStepBehaviour,
  type FlowStepDefinition,
  type Move,
  type References,
  type Visit,
  type WayOn,
} from './step';
export { flowSteps, type FlowSteps } from './steps/definitions';
export type { ToldLine } from './tell';
export { codeFrom } from './steps/discount-code/pattern';
export { HELD_FOR_REVIEW } from './review';
export { endRun } from './ending';
export type { Flow } from './standing';
export { transition } from './transition';
export {
  endingEvents,
  foreseen,
  hasForesight,
  hasLapsed,
  lapsingEvents,
  liveKey,
  reentryPause,
  startingEvents,
  startOf,
  stillHolds,
} from './trigger';
export type {
  Already,
  FlowTriggerBehaviour,
  FlowTriggerDefinition,
  Foreseen,
  Start,
  Stretch,
} from './trigger-kind';
export { upliftOf, type HoldoutArm } from './revenue/uplift';
export { countsFor, ORDERS_COUNT_FOR } from './revenue/window';
export { trialOf } from './trial';
export { scheduleTimes } from './triggers/schedule/times';
export { flowTriggers } from './triggers/definitions';
export { isEntryStart, type EntryChange } from './triggers/entry/behaviour';
