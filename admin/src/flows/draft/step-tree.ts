import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';
import { waysOf } from './ways';

export interface StepNode {
  readonly name: string;
  readonly step: FlowStep;
  readonly ways: readonly StepWay[];
}

export interface StepWay {
  readonly slot: string;
  /** The step that stands below on this way. */
  readonly node?: StepNode;
  /** The step is drawn elsewhere already: only named here. */
  readonly again?: string;
}

/** The flow as it is drawn from top to bottom: each step once, where it is first come to. */
export const treeOfSteps = ({
  steps,
  start,
}: Pick<FlowDefinition, 'steps' | 'start'>): StepNode | undefined => {
  const drawn = new Set<string>();
  const draw = (name: string): StepNode | undefined => {
    const step = steps[name];
    if (!step) return undefined;
    drawn.add(name);
    const ways = waysOf(step).map(({ slot, to }): StepWay => {
      if (drawn.has(to) || !steps[to]) return { slot, again: to };
      return { slot, node: draw(to) };
    });
    return { name, step, ways };
  };
  return draw(start);
};
