import { aboutRun, afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface StartFlowOptions extends AfterEffect {
  /** The other flow's key. */
  readonly flow: string;
}

/** The other run has this one's key and trigger; whether it begins is said by the other flow's own rules. */
export const startFlow: FlowStepBehaviour<StartFlowOptions> = {
  kind: 'start-flow',
  waits: false,
  enter: (visit) =>
    awaitEffect(visit, 'start-flow', { flow: visit.options.flow, ...aboutRun(visit as never) }),
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ flow }) => ({ flows: [flow] }),
  describe: ({ flow }, called) => `start the flow “${called.flow(flow)}”`,
};
