import { describeDuration, parseDuration } from '../../../duration';
import type { FlowStepBehaviour, Move, Visit } from '../../step';

export interface WaitOptions {
  /** `15m`, `1h`, `3d`: a day is 24 hours. */
  readonly for: string;
  readonly next: string;
}

const stay = ({ options, now }: Visit<WaitOptions>): Move => ({
  move: 'stay',
  until: now + (parseDuration(options.for) ?? 0),
});

export const wait: FlowStepBehaviour<WaitOptions> = {
  kind: 'wait',
  waits: true,
  enter: stay,
  restart: stay,
  timer: ({ options }) => ({ move: 'go', to: options.next, detail: 'waited' }),
  ways: ({ next }) => [{ label: 'then', to: next }],
  describe: (options) => `wait ${describeDuration(options.for)}`,
};
