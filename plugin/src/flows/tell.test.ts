import { describe, expect, it } from 'vitest';

import { compareLines } from './compare';
import { describeFlow } from './describe';
import type { FlowDefinition } from './flow';
import { flowDefinitionSchema } from './schema';
import { flowSteps } from './steps/definitions';

const definition: FlowDefinition = {
  trigger: { kind: 'event', name: 'Product Added' },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'fork' },
    fork: {
      kind: 'branch',
      ways: [{ when: { kind: 'trait', where: { plan: 'gold' } }, next: 'mail' }],
      otherwise: 'end',
    },
    mail: { kind: 'send-email', template: 'cart', next: 'end' },
    end: { kind: 'end' },
    lost: { kind: 'end' },
  },
};
const told = (flow: FlowDefinition) =>
  describeFlow(flow, flowSteps()).lines.map(({ text, depth }) => '  '.repeat(depth) + text);

describe('a flow told as text', () => {
  it('names each step once, its ways below it, and who is never come to', () => {
    expect(told(definition)).toEqual([
      'When “Product Added” happens',
      'Wait 1 hour',
      'Ask: plan is gold?',
      '  Plan is gold:',
      '    Send the e-mail “cart”',
      '    End',
      '  Otherwise:',
      '    Go on: end',
      'Nobody comes to: end',
    ]);
  });

  it('goes on behind a step that is not filled in yet', () => {
    const steps = {
      ...{ wait: { kind: 'webhook', url: '', next: 'split' }, split: { kind: 'split', ways: 'none' } },
      end: { kind: 'end' },
    };
    const { lines } = describeFlow({ ...definition, steps }, flowSteps(), {
      unfinished: new Set(['wait', 'split']),
    });
    expect(lines.map(({ text }) => text)).toEqual([
      'When “Product Added” happens',
      'Webhook: not filled in yet',
      'Split at random: not filled in yet',
      'Nobody comes to: end',
    ]);
  });

  it('calls a way by its own word', () => {
    const way = { when: { kind: 'trait', where: { plan: 'gold' } }, next: 'mail' } as const;
    const branchWith = (label: string) => ({
      ...definition,
      steps: {
        ...definition.steps,
        fork: { kind: 'branch', ways: [{ ...way, label }], otherwise: 'end' },
        lost: { kind: 'wait', for: '1d', next: 'fork' },
      },
    });
    const schema = flowDefinitionSchema(flowSteps());
    const named: FlowDefinition = schema.parse(branchWith('Our best'));
    expect(told(named)).toContain('  Our best (plan is gold):');
    expect(schema.safeParse(branchWith('')).success).toBe(false);
    expect(schema.safeParse(branchWith('x'.repeat(81))).success).toBe(false);
  });

  it('is laid over another line by line', () => {
    const longer = {
      ...definition,
      steps: { ...definition.steps, wait: { kind: 'wait', for: '2h', next: 'fork' } },
    };
    const changed = compareLines(told(definition), told(longer)).filter(({ change }) => change !== 'same');
    expect(changed).toEqual([
      { change: 'removed', text: 'Wait 1 hour' },
      { change: 'added', text: 'Wait 2 hours' },
    ]);
    expect(compareLines([], ['a'])).toEqual([{ change: 'added', text: 'a' }]);
    expect(compareLines(['a'], [])).toEqual([{ change: 'removed', text: 'a' }]);
  });
});
