import { describeDuration } from '../duration';
import { isEventMatch, type Exit, type FlowDefinition, type Goal } from './flow';
import { describeRules } from './rules/describe-rules';
import type { FlowSteps } from './steps/definitions';
import { tellSteps, type ToldLine } from './tell';
import { triggerOf } from './triggers/behaviours';

/** A flow told as text: when it begins, what ends it, and a sentence for each step. */
export interface FlowStory {
  readonly trigger: string;
  readonly ends: readonly string[];
  /** Who may come again, and what holds its mails back. */
  readonly rules: readonly string[];
  readonly steps: Readonly<Record<string, string>>;
  readonly ways: Readonly<Record<string, readonly ToldWay[]>>;
  readonly lines: readonly ToldLine[];
}

export interface ToldWay {
  readonly label: string;
  readonly to: string;
  readonly sentence: string | null;
}

const describeExit = (exit: Exit): string =>
  isEventMatch(exit)
    ? `“${exit.name}” happens`
    : `they ${exit.kind === 'segment-left' ? 'leave' : 'enter'} the segment “${exit.segment}”`;

const SINCE = {
  entered: 'since they entered',
  mailed: 'since the last mail to them',
  clicked: 'since they followed a link in a mail',
} as const;

const describeGoal = (goal: Goal): string => {
  const { caused = 'entered', within } = goal;
  const reached = `Reached when ${describeExit(goal)}`;
  if (within !== undefined) return `${reached} within ${describeDuration(within)} ${SINCE[caused]}`;
  return caused === 'entered' ? reached : `${reached} ${SINCE[caused]}`;
};

/** Who may come again is said where it is not what one would think. */
const describeReentry = ({
  reentry = 'after-end',
  reentryPer,
  reentryAfter,
}: FlowDefinition): readonly string[] => {
  const counted = reentryPer === 'person' ? ', whatever the key' : '';
  if (reentry === 'once') return [`Nobody comes in twice${counted}`];
  return [
    ...(reentry === 'after-end' && counted ? ['One at a time for each person, whatever the key'] : []),
    ...(reentryAfter === undefined
      ? []
      : [`Nobody comes in again within ${describeDuration(reentryAfter)}${counted}`]),
  ];
};

export const describeFlow = (definition: FlowDefinition, kinds: FlowSteps): FlowStory => {
  const known = Object.entries(definition.steps).map(([name, step]) => ({
    name,
    step,
    behaviour: kinds.has(step.kind) ? kinds.get(step.kind).behaviour : undefined,
  }));
  const steps = Object.fromEntries(
    known.map(({ name, step, behaviour }) => [name, behaviour?.describe(step as never) ?? step.kind]),
  );
  const ways = Object.fromEntries(
    known.map(({ name, step, behaviour }) => [
      name,
      (behaviour?.ways(step as never) ?? []).map(
        ({ label, to, sentence = null }): ToldWay => ({ label, to, sentence }),
      ),
    ]),
  );
  const trigger = triggerOf(definition).describe(definition.trigger as never);
  const ends = [
    ...(definition.goal ? [describeGoal(definition.goal)] : []),
    ...(definition.exits ?? []).map((exit) => `Left when ${describeExit(exit)}`),
  ];
  const rules = [...describeReentry(definition), ...describeRules(definition.rules ?? {})];
  const lines = [
    ...[trigger, ...ends, ...rules].map((text): ToldLine => ({ step: null, text, depth: 0 })),
    ...tellSteps(definition.start, steps, ways),
  ];
  return { trigger, ends, rules, steps, ways, lines };
};
