import { isEventMatch, type Exit, type FlowDefinition, type Trigger } from './flow';
import type { FlowSteps } from './steps/definitions';

/** A flow told as text: when it begins, what ends it, and a sentence for each step. */
export interface FlowStory {
  readonly trigger: string;
  readonly ends: readonly string[];
  readonly steps: Readonly<Record<string, string>>;
}

const describeTrigger = (trigger: Trigger): string => {
  if (isEventMatch(trigger)) {
    const key = 'key' in trigger && trigger.key ? `, once for each ${trigger.key}` : '';
    return `When “${trigger.name}” happens${key}`;
  }
  return trigger.kind === 'segment-entered'
    ? `When somebody enters the segment “${trigger.segment}”`
    : `For everyone in the segment “${trigger.segment}”, at ${trigger.cron} in ${trigger.timezone}`;
};

const describeExit = (exit: Exit): string =>
  isEventMatch(exit)
    ? `“${exit.name}” happens`
    : `they ${exit.kind === 'segment-left' ? 'leave' : 'enter'} the segment “${exit.segment}”`;

export const describeFlow = (definition: FlowDefinition, steps: FlowSteps): FlowStory => ({
  trigger: describeTrigger(definition.trigger),
  ends: [
    ...(definition.goal ? [`Reached when ${describeExit(definition.goal)}`] : []),
    ...(definition.exits ?? []).map((exit) => `Left when ${describeExit(exit)}`),
  ],
  steps: Object.fromEntries(
    Object.entries(definition.steps).map(([name, step]) => [
      name,
      steps.has(step.kind) ? steps.get(step.kind).behaviour.describe(step as never) : step.kind,
    ]),
  ),
});
