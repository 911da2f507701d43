import {
  describeBegan,
  describeDuration,
  describeFlow,
  tellEvent,
  type EventFact,
  type FlowDefinition,
  type FlowNames,
  type FlowSteps,
  type FlowStory,
  type ToldEvent,
} from '../../../../plugin/src';

/** What is told of any run of a flow. */
export interface ToldFlow {
  readonly start: string;
  readonly story: FlowStory;
  /** How long after it was due a step is still done, in words; undefined where it is done whenever. */
  lasts(step: string): string | undefined;
  /** Why somebody came into it by this event, and what the event was about. */
  began(event: EventFact): { readonly because: string; readonly about: ToldEvent };
}

interface Discretion {
  /** Which properties of events nobody may be told. */
  readonly hidden?: (path: string) => boolean;
  readonly names?: FlowNames;
}

export const tellFlow = (
  definition: FlowDefinition,
  steps: FlowSteps,
  { hidden, names }: Discretion = {},
): ToldFlow => ({
  start: definition.start,
  story: describeFlow(definition, steps, { names }),
  lasts(step) {
    const expires = definition.steps[step]?.expires;
    return typeof expires === 'string' ? describeDuration(expires) : undefined;
  },
  began: (event) => ({ because: describeBegan(definition, event), about: tellEvent(event, hidden) }),
});
