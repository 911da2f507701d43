import { noFacts } from '../conditions';
import type { FlowDefinition, FlowStep } from './flow';
import type { RunInput, RunState } from './run';
import type { FlowStepBehaviour, Visit } from './step';
import type { FlowSteps } from './steps/definitions';

/** A definition together with the kinds of step it is made of. */
export interface Flow {
  readonly definition: FlowDefinition;
  readonly steps: FlowSteps;
}

/** The step that a run stands in, and what its kind does. */
export interface Standing {
  readonly step: FlowStep;
  readonly behaviour: FlowStepBehaviour;
}

export const standingAt = ({ definition, steps }: Flow, node: string): Standing | undefined => {
  const step = definition.steps[node];
  return step && steps.has(step.kind) ? { step, behaviour: steps.get(step.kind).behaviour } : undefined;
};

/** What a step is shown when it is asked for a move. */
export const visit = (
  { definition }: Flow,
  state: RunState,
  { step }: Standing,
  input: RunInput,
  now: number,
  due = now,
): Visit<never> => ({
  node: state.node,
  options: step as never,
  state,
  facts: input.facts ?? noFacts(),
  now,
  due,
  rules: definition.rules ?? {},
});
