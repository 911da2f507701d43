import { hash } from '../../../experiments';
import type { FlowStepBehaviour } from '../../step';

export interface HoldoutOptions {
  /** In percent: so many are kept out. */
  readonly share: number;
  readonly next: string;
}

export const holdout: FlowStepBehaviour<HoldoutOptions> = {
  kind: 'holdout',
  waits: false,
  enter({ node, options, state }) {
    const at = hash(node, state.runId, 2) ?? 0;
    return at < options.share / 100
      ? { move: 'end', because: 'holdout' }
      : { move: 'go', to: options.next, detail: 'in' };
  },
  ways: ({ next }) => [{ label: 'in', to: next }],
  describe: ({ share }) => `keep ${share} % out, to compare with`,
};
