import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';
import type { Json } from '../../../../plugin/src/json';

/** One way on from a step; `slot` says where in the step it is written. */
export interface Way {
  readonly slot: string;
  readonly to: string;
}

const ENDS = ['next', 'then', 'otherwise', 'failed'] as const;

const branches = (step: FlowStep): readonly { readonly next: string }[] =>
  Array.isArray(step.ways) ? (step.ways as unknown as readonly { readonly next: string }[]) : [];

/** The ways on from a step, in the order in which they are read. */
export const waysOf = (step: FlowStep): readonly Way[] => [
  ...branches(step).map(({ next }, index) => ({ slot: `ways.${index}`, to: next })),
  ...ENDS.flatMap((slot) => (typeof step[slot] === 'string' ? [{ slot, to: String(step[slot]) }] : [])),
];

/** The step with one of its ways leading elsewhere. */
export const withWay = (step: FlowStep, slot: string, to: string): FlowStep => {
  const [first, index] = slot.split('.');
  if (first !== 'ways') return { ...step, [slot]: to };
  return {
    ...step,
    ways: branches(step).map((way, at) =>
      at === Number(index) ? { ...way, next: to } : way,
    ) as unknown as Json,
  };
};

/** The steps that cannot be come to from the start. */
export const unreached = ({ steps, start }: Pick<FlowDefinition, 'steps' | 'start'>): readonly string[] => {
  const seen = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const step = steps[name];
    if (!step || seen.has(name)) continue;
    seen.add(name);
    waiting.push(...waysOf(step).map(({ to }) => to));
  }
  return Object.keys(steps).filter((name) => !seen.has(name));
};
