import { drawAt, type DrawnBy } from '../../draw';
import type { FlowStepBehaviour } from '../../step';

export interface HoldoutOptions {
  /** In percent: so many are kept out. */
  readonly share: number;
  /** By `run` when left out. */
  readonly by?: DrawnBy;
  readonly next: string;
}

export const holdout: FlowStepBehaviour<HoldoutOptions> = {
  kind: 'holdout',
  waits: false,
  enter({ node, options, state }) {
    return drawAt(node, state, options.by) < options.share / 100
      ? { move: 'end', because: 'holdout' }
      : { move: 'go', to: options.next, detail: 'in' };
  },
  ways: ({ next }) => [{ label: 'in', to: next }],
  describe: ({ share, by }) =>
    `keep ${share} % ${by === 'person' ? 'of people' : 'of runs'} out, to compare with`,
};
