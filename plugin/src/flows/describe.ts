import { describeDuration } from '../duration';
import { calledIn, type Called, type FlowNames } from './called';
import { isEventMatch, type Exit, type FlowDefinition, type FlowStep, type Goal } from './flow';
import { describeRules } from './rules/describe-rules';
import type { FlowStepDefinition } from './step';
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

const describeExit = (exit: Exit, called: Called): string =>
  isEventMatch(exit)
    ? `“${exit.name}” happens`
    : `they ${exit.kind === 'segment-left' ? 'leave' : 'enter'} the segment “${called.segment(exit.segment)}”`;

const SINCE = {
  entered: 'since they entered',
  mailed: 'since the last mail to them',
  clicked: 'since they followed a link in a mail',
} as const;

const describeGoal = (goal: Goal, called: Called): string => {
  const { caused = 'entered', within } = goal;
  const reached = `Reached when ${describeExit(goal, called)}`;
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

const waysOf = ({ behaviour }: FlowStepDefinition, step: FlowStep): readonly ToldWay[] => {
  try {
    return behaviour
      .ways(step as never)
      .map(({ label, to, sentence = null }): ToldWay => ({ label, to, sentence }));
  } catch {
    // Options that its kind does not take may lack the ways themselves.
    return [];
  }
};

interface Telling {
  /** Steps whose options their kinds do not take yet; their ways are told as far as there are any. */
  readonly unfinished?: ReadonlySet<string>;
  readonly names?: FlowNames;
}

export const describeFlow = (
  definition: FlowDefinition,
  kinds: FlowSteps,
  { unfinished = new Set(), names }: Telling = {},
): FlowStory => {
  const called = calledIn(definition, names);
  const known = Object.entries(definition.steps).map(([name, step]) => ({
    name,
    step,
    kind: kinds.has(step.kind) ? kinds.get(step.kind) : undefined,
  }));
  const steps = Object.fromEntries(
    known.map(({ name, step, kind }) => {
      if (!kind) return [name, step.kind];
      const isTold = !unfinished.has(name);
      return [
        name,
        isTold ? kind.behaviour.describe(step as never, called) : `${kind.label}: not filled in yet`,
      ];
    }),
  );
  const ways = Object.fromEntries(
    known.map(({ name, step, kind }) => [name, kind ? waysOf(kind, step) : []]),
  );
  const { lapse, describe } = triggerOf(definition);
  const trigger = describe(definition.trigger as never, called);
  const ends = [
    ...(definition.goal ? [describeGoal(definition.goal, called)] : []),
    ...(definition.exits ?? []).map((exit) => `Left when ${describeExit(exit, called)}`),
    ...(lapse ? [`Left when ${lapse.when}`] : []),
  ];
  const rules = [...describeReentry(definition), ...describeRules(definition.rules ?? {})];
  const lines = [
    ...[trigger, ...ends, ...rules].map((text): ToldLine => ({ step: null, text, depth: 0 })),
    ...tellSteps(definition.start, steps, ways),
  ];
  return { trigger, ends, rules, steps, ways, lines };
};
