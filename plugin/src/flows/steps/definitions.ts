import { createRegistry, type Registry } from '../../registry';
import type { FlowStepDefinition } from '../step';
import { branchStep } from './branch/definition';
import { endStep } from './end/definition';
import { sendEmailStep } from './send-email/definition';
import { waitForEventStep } from './wait-for-event/definition';
import { waitStep } from './wait/definition';

export type FlowSteps = Registry<FlowStepDefinition>;

const BUILT_IN: readonly FlowStepDefinition[] = [
  waitStep,
  waitForEventStep,
  branchStep,
  sendEmailStep,
  endStep,
];

/** The kinds of step that flows may be made of: the built-in ones and those that extensions bring. */
export const flowSteps = (extensions: readonly FlowStepDefinition[] = []): FlowSteps =>
  createRegistry('flow step', [...BUILT_IN, ...extensions]);
