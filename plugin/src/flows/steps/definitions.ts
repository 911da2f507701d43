import { createConditions, type Conditions } from '../../conditions';
import { createRegistry, type Registry } from '../../registry';
import type { FlowStepDefinition } from '../step';
import { createBranchStep } from './branch/definition';
import { crmListStep } from './crm-list/definition';
import { discountCodeStep } from './discount-code/definition';
import { endStep } from './end/definition';
import { holdoutStep } from './holdout/definition';
import { listStep } from './list/definition';
import { sendEmailStep } from './send-email/definition';
import { setTraitStep } from './set-trait/definition';
import { splitStep } from './split/definition';
import { startFlowStep } from './start-flow/definition';
import { tagStep } from './tag/definition';
import { waitForEventStep } from './wait-for-event/definition';
import { waitUntilStep } from './wait-until/definition';
import { waitStep } from './wait/definition';
import { webhookStep } from './webhook/definition';

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
  const builtIn = [
    waitStep,
    waitUntilStep,
    waitForEventStep,
    createBranchStep(conditions),
    splitStep,
    holdoutStep,
    sendEmailStep,
    discountCodeStep,
    setTraitStep,
    tagStep,
    listStep,
    webhookStep,
    crmListStep,
    startFlowStep,
    endStep,
  ];
  return { ...createRegistry('flow step', [...builtIn, ...extensions]), conditions };
};
