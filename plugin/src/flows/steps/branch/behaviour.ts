import { describe, evaluate, type Condition } from '../../../conditions';
import type { FlowStepBehaviour } from '../../step';

export interface BranchOptions {
  /** The first whose condition holds is taken. */
  readonly ways: readonly { readonly when: Condition; readonly next: string }[];
  readonly otherwise: string;
}

/** The question at the fork; several are numbered as the ways below it are. */
const question = (ways: BranchOptions['ways']): string => {
  const [first] = ways;
  if (first && ways.length === 1) return `ask: ${describe(first.when)}?`;
  const numbered = ways.map(({ when }, index) => `${index + 1}. ${describe(when)}`);
  return `ask which holds first: ${numbered.join('; ')}`;
};

export const branch: FlowStepBehaviour<BranchOptions> = {
  kind: 'branch',
  waits: false,
  enter({ options, facts, now }) {
    const taken = options.ways.findIndex(({ when }) => evaluate(when, facts, now).value);
    const way = options.ways[taken];
    return way
      ? { move: 'go', to: way.next, detail: `way ${taken + 1}` }
      : { move: 'go', to: options.otherwise, detail: 'otherwise' };
  },
  ways: ({ ways, otherwise }) => [
    ...ways.map(({ next }, index) => ({ label: `way ${index + 1}`, to: next })),
    { label: 'otherwise', to: otherwise },
  ],
  refers: ({ ways }) => ({ conditions: ways.map(({ when }) => when) }),
  describe: ({ ways }) => question(ways),
};
