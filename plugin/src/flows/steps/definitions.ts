import { createConditions, type Conditions } from '../../conditions';
import { createRegistry, type Registry } from '../../registry';
import type { FlowStepDefinition } from '../step';
import { createBranchStep } from './branch/definition';
import { endStep } from './end/definition';
import { sendEmailStep } from './send-email/definition';
import { waitForEventStep } from './wait-for-event/definition';
import { waitStep } from './wait/definition';

export interface FlowSteps extends Registry<FlowStepDefinition> {
  /** The language that a flow asks its conditions in. */
  readonly conditions: Conditions;
}

/**
 * The kinds of step that flows may be made of: the built-in ones and those that extensions bring. `conditions` is the
 * language of branches; the built-in kinds alone when left out.
 */
export const flowSteps = (
  extensions: readonly FlowStepDefinition[] = [],
  conditions: Conditions = createConditions(),
): FlowSteps => {
  const builtIn = [waitStep, waitForEventStep, createBranchStep(conditions), sendEmailStep, endStep];
  return { ...createRegistry('flow step', [...builtIn, ...extensions]), conditions };
};
