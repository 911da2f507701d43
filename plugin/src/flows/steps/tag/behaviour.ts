import { afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface TagOptions extends AfterEffect {
  readonly change: 'add' | 'remove';
  readonly tag: string;
}

export const tag: FlowStepBehaviour<TagOptions> = {
  kind: 'tag',
  waits: false,
  enter: ({ options }) => awaitEffect('tag', { change: options.change, tag: options.tag }),
  settled: afterEffect,
  ways: waysAfterEffect,
  describe: ({ change, tag: name }) =>
    change === 'add' ? `tag them “${name}”` : `take the tag “${name}” from them`,
};
