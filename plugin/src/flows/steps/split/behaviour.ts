import { bucketRanges, chooseVariation } from '../../../experiments';
import { drawAt, type DrawnBy } from '../../draw';
import type { FlowStepBehaviour } from '../../step';

export interface SplitOptions {
  /** Shares in percent; together 100. */
  readonly ways: readonly { readonly share: number; readonly next: string }[];
  /** By `run` when left out. */
  readonly by?: DrawnBy;
}

export const split: FlowStepBehaviour<SplitOptions> = {
  kind: 'split',
  waits: false,
  enter({ node, options: { ways, by }, state }) {
    const at = drawAt(node, state, by);
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
  describe: ({ ways, by }) =>
    `split ${by === 'person' ? 'people' : 'runs'} at random: ${ways.map(({ share }) => `${share} %`).join(', ')}`,
};
