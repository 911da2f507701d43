import type { FlowStepBehaviour } from '../../step';

export const end: FlowStepBehaviour<object> = {
  kind: 'end',
  waits: false,
  enter: () => ({ move: 'end' }),
  ways: () => [],
  describe: () => 'end',
};
