import type { FlowDefinition } from '../../../../plugin/src/flows/flow';

const draft: FlowDefinition = {
  trigger: { kind: 'event', name: 'Order Completed' },
  start: 'wait',
  steps: { wait: { kind: 'wait', for: '1h', next: 'end' }, end: { kind: 'end' } },
};

/** The least that is a flow; its key is made of the moment so that several can be begun. */
export const blankFlow = (name: string, now = Date.now()) => ({
  key: `flow-${now.toString(36)}`,
  name,
  draft,
});
