import { isEventMatch, type Exit, type FlowDefinition } from './flow';
import type { FlowSteps } from './steps/definitions';
import { tellSteps, type ToldLine } from './tell';
import { triggerOf } from './triggers/behaviours';

/** A flow told as text: when it begins, what ends it, and a sentence for each step. */
export interface FlowStory {
  readonly trigger: string;
  readonly ends: readonly string[];
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
    ...(definition.goal ? [`Reached when ${describeExit(definition.goal)}`] : []),
    ...(definition.exits ?? []).map((exit) => `Left when ${describeExit(exit)}`),
  ];
  const lines = [
    ...[trigger, ...ends].map((text): ToldLine => ({ step: null, text, depth: 0 })),
    ...tellSteps(definition.start, steps, ways),
  ];
  return { trigger, ends, steps, ways, lines };
};
