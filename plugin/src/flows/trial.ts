import type { FlowDefinition, FlowStep } from './flow';
import type { FlowSteps } from './steps/definitions';

/** Long enough to see one mail come after the other. */
const A_MOMENT = '5s';
/** For a click to come, or not. */
const A_WHILE = '1m';

/** Kinds that touch nobody but the one who tries, or decide where to go. */
const KEPT = new Set(['branch', 'split', 'discount-code', 'end']);

const nothing = (next: string): FlowStep => ({ kind: 'wait', for: A_MOMENT, next });

const stepOf = (step: FlowStep, steps: FlowSteps): FlowStep => {
  if (KEPT.has(step.kind)) return step;
  // Whoever tries has asked for the mail: no consent is needed, and neither a rule nor a review holds it.
  if (step.kind === 'send-email')
    return { ...step, purpose: 'service', expires: undefined, review: undefined };
  if (step.kind === 'wait-for-event') return { ...step, timeout: A_WHILE };
  const [first] = steps.has(step.kind) ? steps.get(step.kind).behaviour.ways(step as never) : [];
  return first ? nothing(first.to) : { kind: 'end' };
};

/**
 * The flow as somebody tries it on themselves: waits are moments, its mails go whatever the hour, and what would touch
 * others or change data is left out.
 */
export const trialOf = (
  { steps: its, start, exits, goal, restartOn }: FlowDefinition,
  steps: FlowSteps,
): FlowDefinition => ({
  trigger: { kind: 'api' },
  ...(exits && { exits }),
  ...(goal && { goal: { ...goal, caused: undefined, within: undefined } }),
  ...(restartOn && { restartOn }),
  reentry: 'always',
  start,
  steps: Object.fromEntries(Object.entries(its).map(([name, step]) => [name, stepOf(step, steps)])),
});
