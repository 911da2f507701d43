import type { FlowDefinition } from '../../../../plugin/src/flows/flow';

/** The least that is a flow. */
export const blankDraft: FlowDefinition = {
  trigger: { kind: 'event', name: 'Order Completed' },
  start: 'wait',
  steps: { wait: { kind: 'wait', for: '1h', next: 'end' }, end: { kind: 'end' } },
};
