import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';
import type { Edge } from '../draft/edit-draft';
import { waysOf } from '../draft/ways';

/** Where the flow begins: no step can be named like it. */
export const TRIGGER = '@trigger';

/** A way drawn from one card to another. */
export interface DrawnWay extends Edge {
  readonly id: string;
  readonly to: string;
  /** Its place among the ways of its step, and how many there are. */
  readonly at: number;
  readonly of: number;
}

export interface DrawnFlow {
  /** The steps' names, those that are come to first before the others. */
  readonly names: readonly string[];
  readonly ways: readonly DrawnWay[];
}

type Drawn = Pick<FlowDefinition, 'steps' | 'start'>;

const wayId = ({ from, slot }: Edge): string => `${from ?? TRIGGER}:${slot}`;

/** The ways of a step as they are drawn; one that leads to no step is left out, and marked as a problem. */
const waysFrom = (name: string, step: FlowStep, steps: Drawn['steps']): readonly DrawnWay[] => {
  const ways = waysOf(step);
  return ways.flatMap(({ slot, to }, at) =>
    to in steps ? [{ id: wayId({ from: name, slot }), from: name, slot, to, at, of: ways.length }] : [],
  );
};

/** The flow as cards and ways, in the order in which somebody comes to them. */
export const drawnFlow = ({ steps, start }: Drawn): DrawnFlow => {
  const names: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const step = steps[name];
    if (!step || seen.has(name)) return;
    seen.add(name);
    names.push(name);
    for (const { to } of waysOf(step)) visit(to);
  };
  visit(start);
  for (const name of Object.keys(steps)) visit(name);
  const first: Edge = { from: null, slot: 'start' };
  const entry = start in steps ? [{ ...first, id: wayId(first), to: start, at: 0, of: 1 }] : [];
  return {
    names,
    ways: [...entry, ...names.flatMap((name) => waysFrom(name, steps[name] as FlowStep, steps))],
  };
};
