import type { FlowDefinition } from '../../plugin/src';

/** A flow with each kind of step in it. */
export const everyStep: FlowDefinition = {
  trigger: { kind: 'event', name: 'Began', key: 'cart_id' },
  goal: { kind: 'event', name: 'Ordered', sameKey: true },
  start: 'out',
  steps: {
    out: { kind: 'holdout', share: 0, next: 'split' },
    split: { kind: 'split', ways: ['soon', 'soon'].map((next) => ({ share: 50, next })) },
    soon: { kind: 'wait', for: '1h', next: 'morning' },
    morning: { kind: 'wait-until', at: '09:00', zone: 'Europe/Vienna', next: 'code' },
    code: { kind: 'discount-code', pattern: 'CART-{8}', next: 'mail', failed: 'end' },
    mail: { kind: 'send-email', template: 't', next: 'clicked' },
    clicked: {
      ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'mail', timeout: '1d' },
      ...{ then: 'ask', otherwise: 'end' },
    },
    ask: {
      kind: 'branch',
      ways: [{ when: { kind: 'trait', where: { plan: 'pro' } }, next: 'trait' }],
      otherwise: 'end',
    },
    trait: { kind: 'set-trait', name: 'warm', value: true, next: 'tag', failed: 'end' },
    tag: { kind: 'tag', change: 'add', tag: 'warm', next: 'list', failed: 'end' },
    list: { kind: 'list', change: 'add', segment: 'partners', next: 'hook', failed: 'end' },
    hook: { kind: 'webhook', url: 'https://example.com/audience', next: 'crm', failed: 'end' },
    crm: { kind: 'crm-list', change: 'add', connection: 'c1', list: '7', next: 'other', failed: 'end' },
    other: { kind: 'start-flow', flow: 'other', next: 'last', failed: 'end' },
    last: { kind: 'wait', for: '30d', next: 'end' },
    end: { kind: 'end' },
  },
};
