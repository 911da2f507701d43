import { afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface TagOptions extends AfterEffect {
  readonly change: 'add' | 'remove';
  readonly tag: string;
}

export const tag: FlowStepBehaviour<TagOptions> = {
  kind: 'tag',
  waits: false,
  enter(visit) {
    const { change, tag: name } = visit.options;
    return awaitEffect(visit, 'tag', { change, tag: name });
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  describe: ({ change, tag: name }) =>
    change === 'add' ? `tag them “${name}”` : `take the tag “${name}” from them`,
};
