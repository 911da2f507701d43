import { bucketRanges, chooseVariation, hash } from '../../../experiments';
import type { FlowStepBehaviour } from '../../step';

export interface SplitOptions {
  /** Shares in percent; together 100. */
  readonly ways: readonly { readonly share: number; readonly next: string }[];
}

export const split: FlowStepBehaviour<SplitOptions> = {
  kind: 'split',
  waits: false,
  enter({ node, options: { ways }, state }) {
    // By the run and the step: whoever tries again, and whoever replays it, goes the same way.
    const at = hash(node, state.runId, 2) ?? 0;
    const ranges = bucketRanges(
      ways.length,
      1,
      ways.map(({ share }) => share / 100),
    );
    // What rounding leaves between the last range and 1 is the last way's.
    const taken = chooseVariation(at, ranges);
    const index = taken < 0 ? ways.length - 1 : taken;
    return { move: 'go', to: ways[index]?.next ?? '', detail: `way ${index + 1}` };
  },
  ways: ({ ways }) =>
    ways.map(({ share, next }, index) => ({ label: `way ${index + 1}`, to: next, sentence: `${share} %` })),
  describe: ({ ways }) => `split at random: ${ways.map(({ share }) => `${share} %`).join(', ')}`,
};
