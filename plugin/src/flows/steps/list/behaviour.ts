import { afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface ListOptions extends AfterEffect {
  readonly change: 'add' | 'remove';
  /** The key of a static segment. */
  readonly segment: string;
}

export const list: FlowStepBehaviour<ListOptions> = {
  kind: 'list',
  waits: false,
  enter(visit) {
    const { change, segment } = visit.options;
    return awaitEffect(visit, 'list', { change, segment });
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ segment }) => ({ lists: [segment] }),
  describe: ({ change, segment }, called) =>
    change === 'add'
      ? `add them to the list “${called.segment(segment)}”`
      : `take them from the list “${called.segment(segment)}”`,
};
