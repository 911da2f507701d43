import type { Condition, Conditions, Facts } from '../../../conditions';
import { isPluginError } from '../../../errors';
import type { FlowStepBehaviour } from '../../step';

interface Way {
  readonly when: Condition;
  readonly next: string;
  /** What the way is called where it is drawn, counted and told, beside its condition. */
  readonly label?: string;
}

export interface BranchOptions {
  /** The first whose condition holds is taken. */
  readonly ways: readonly Way[];
  readonly otherwise: string;
}

type Language = Pick<Conditions, 'evaluate' | 'describe'>;

/** What is given instead where a condition cannot be judged, as when the extension with its kind is gone. */
const unless = <T>(ask: () => T, broken: (words: string) => T): T => {
  try {
    return ask();
  } catch (error) {
    if (isPluginError(error)) return broken(error.message);
    throw error;
  }
};

/** A branch on conditions of these kinds. One that cannot be judged holds of nobody, as in a segment. */
export const createBranch = ({ evaluate, describe }: Language): FlowStepBehaviour<BranchOptions> => {
  const holds = (when: Condition, facts: Facts, now: number): boolean =>
    unless(
      () => evaluate(when, facts, now).value,
      () => false,
    );
  const words = (when: Condition): string =>
    unless(
      () => describe(when),
      (fault) => `what cannot be judged (${fault})`,
    );
  /** The question at the fork; of several, each is told beside its way. */
  const question = (ways: BranchOptions['ways']): string => {
    const [first] = ways;
    if (first && ways.length === 1) return `ask: ${words(first.when)}?`;
    return `ask which of ${ways.length} holds first`;
  };

  return {
    kind: 'branch',
    waits: false,
    enter({ options, facts, now }) {
      const taken = options.ways.findIndex(({ when }) => holds(when, facts, now));
      const way = options.ways[taken];
      return way
        ? { move: 'go', to: way.next, detail: `way ${taken + 1}` }
        : { move: 'go', to: options.otherwise, detail: 'otherwise' };
    },
    ways: ({ ways, otherwise }) => [
      ...ways.map(({ when, next, label }, index) => ({
        label: `way ${index + 1}`,
        to: next,
        sentence: label === undefined ? words(when) : `${label} (${words(when)})`,
      })),
      { label: 'otherwise', to: otherwise, sentence: 'otherwise' },
    ],
    refers: ({ ways }) => ({ conditions: ways.map(({ when }) => when) }),
    describe: ({ ways }) => question(ways),
  };
};
