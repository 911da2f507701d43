import { describe, expect, it } from 'vitest';

import {
  flowSteps,
  newRun,
  type FlowDefinition,
  type JsonObject,
  type LeftStep,
} from '../../../../plugin/src';
import type { OutboxRow } from '../outbox/outbox-store';
import { nameProducts } from './name-products';
import { runStory } from './run-story';
import { tellFlow } from './told-flow';
import type { RunTrace } from '../turn/run-store';

const definition: FlowDefinition = {
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'fork' },
    fork: {
      kind: 'branch',
      ways: [{ when: { kind: 'trait', where: { plan: 'gold' } }, next: 'mail' }],
      otherwise: 'end',
    },
    mail: { kind: 'send-email', template: 'cart', next: 'clicked' },
    clicked: {
      kind: 'wait-for-event',
      name: 'Email Clicked',
      from: 'mail',
      timeout: '24h',
      then: 'end',
      otherwise: 'end',
    },
    end: { kind: 'end' },
  },
};
const flow = tellFlow(definition, flowSteps(), { hidden: (path) => path === 'health' });

const left = (
  node: string,
  at: number,
  detail: string,
  outcome: LeftStep['outcome'] = 'passed',
): LeftStep => ({
  node,
  visit: 1,
  at,
  outcome,
  detail,
});

const sent: OutboxRow = {
  id: 'r:mail:1',
  kind: 'send-email',
  profileId: 'p',
  flowId: 'f',
  runId: 'r',
  node: 'mail',
  payload: {},
  attempts: 1,
  status: 'sent',
  dueAt: 3_600_000,
  createdAt: 3_600_000,
  reason: null,
  messageId: '<m>',
  sentAt: 3_600_500,
  claimedAt: 3_600_200,
  waitedFor: null,
};

const happened: JsonObject = {
  ...{ cart_id: 'cart-1', value: 67.8, currency: 'eur', health: 'allergic', coupon: 'AUTUMN', url: '/cart' },
  products: [
    { product_id: 'KETTLE', name: 'Gooseneck kettle', price: 49.9 },
    { product_id: 'FILTER', quantity: 2, price: 8.95 },
  ],
};

const trace = (given: Partial<RunTrace['run']>, steps: readonly LeftStep[]): RunTrace => ({
  run: {
    id: 'r',
    version: 1,
    profileId: 'p',
    key: 'cart-1',
    status: 'running',
    because: null,
    node: 'clicked',
    dueAt: 90_000_000,
    enteredAt: 0,
    endedAt: null,
    steps,
    ...given,
  },
  state: {
    ...newRun('r', 0, { key: 'cart-1', trigger: { name: 'Product Added', at: 0, properties: happened } }),
    standsSince: 3_600_000,
  },
  effects: [sent],
});

// As the database gives them: what was left in one go carries one time.
const gone = [
  left('fork', 3_600_000, 'way 1'),
  left('mail', 3_600_000, 'queued'),
  left('wait', 3_600_000, 'waited'),
];

describe('the story of a run', () => {
  it('puts what happened in one go in its order, and tells a mail by what became of it', () => {
    const told = runStory(trace({}, gone), flow, []);
    expect(told.map(({ what, node }) => [what, node])).toEqual([
      ['entered', null],
      ['passed', 'wait'],
      ['passed', 'fork'],
      ['sent', 'mail'],
      ['waits', 'clicked'],
    ]);
    expect(told[0]?.sentence).toBe('entered because “Product Added” happened');
    expect(told[0]?.about).toEqual({
      products: [
        { id: 'KETTLE', name: 'Gooseneck kettle', quantity: 1 },
        { id: 'FILTER', name: null, quantity: 2 },
      ],
      value: 67.8,
      currency: 'EUR',
      // Neither what machines know it by, nor what is told to nobody.
      properties: [{ name: 'coupon', value: 'AUTUMN' }],
    });
    expect(told[1]).toMatchObject({ sentence: 'wait 1 hour', since: 0, at: 3_600_000 });
    expect(told[2]).toMatchObject({ detail: 'plan is gold' });
    expect(told[4]).toMatchObject({ until: 90_000_000 });
  });

  it('calls products as the shop does, and says why somebody came where the event does not', async () => {
    const left: FlowDefinition = { ...definition, trigger: { kind: 'cart-left', for: '1h' } };
    const story = runStory(trace({}, gone), tellFlow(left, flowSteps()), []);
    expect(story[0]?.sentence).toBe('entered because a cart was left for 1 hour');
    const named = await nameProducts(story, async (ids) => new Map([[ids[1] ?? '', 'Paper filters']]));
    expect(named[0]?.about?.products.map(({ name }) => name)).toEqual(['Gooseneck kettle', 'Paper filters']);
    expect(named.slice(1)).toEqual(story.slice(1));
    const begun = trace({}, gone);
    const { trigger } = begun.state;
    const again = { name: 'Product Removed', at: 9, properties: {} };
    const restarted = { ...begun, state: { ...begun.state, began: trigger, trigger: again } };
    expect(runStory(restarted, tellFlow(left, flowSteps()), [])[0]).toEqual(story[0]);
  });

  it('puts what a step did before what came of it, and says the end once', () => {
    const called: FlowDefinition = {
      trigger: { kind: 'api' },
      start: 'call',
      steps: {
        call: { kind: 'webhook', url: 'https://shop.example/hook', next: 'tag' },
        tag: { kind: 'tag', tag: 'called', change: 'add', next: 'end' },
        end: { kind: 'end' },
      },
    };
    const [call, tag] = [
      { ...sent, id: 'r:call:1', kind: 'webhook', node: 'call', sentAt: 10 },
      { ...sent, id: 'r:tag:1', kind: 'tag', node: 'tag', sentAt: 10 },
    ];
    const steps = [left('end', 10, ''), left('call', 10, 'done'), left('tag', 10, 'done')];
    const ended = trace({ status: 'ended', because: 'finished', endedAt: 10, node: 'end' }, steps);
    const told = runStory({ ...ended, effects: [tag, call] }, tellFlow(called, flowSteps()), []);
    expect(told.map(({ what, effectKind }) => [what, effectKind])).toEqual([
      ['entered', null],
      ['sent', 'webhook'],
      ['sent', 'tag'],
      ['left', null],
    ]);
  });

  it('says what holds the mail that somebody waits for', () => {
    const held: OutboxRow = { ...sent, status: 'held', reason: 'held for review', sentAt: null };
    const waiting = trace({ node: 'mail', dueAt: null }, gone.slice(0, 1));
    const state = { ...waiting.state, awaits: held.id };
    const told = runStory({ ...waiting, state, effects: [held] }, flow, []);
    expect(told.map(({ what, node }) => [what, node])).toEqual([
      ['entered', null],
      ['passed', 'fork'],
      ['waits', 'mail'],
    ]);
    expect(told.at(-1)).toMatchObject({ effectKind: 'send-email', detail: 'held for review', until: null });
    const late: OutboxRow = { ...held, status: 'queued', reason: 'quiet hours', dueAt: 9_000_000 };
    const quiet = runStory({ ...waiting, state, effects: [late] }, flow, []);
    expect(quiet.at(-1)).toMatchObject({ detail: 'quiet hours', until: 9_000_000 });
  });

  it('says for what it was too late', () => {
    const late: OutboxRow = { ...sent, status: 'skipped', reason: 'expired' };
    const mail = { ...definition.steps.mail!, expires: '2h' };
    const expiring = tellFlow({ ...definition, steps: { ...definition.steps, mail } }, flowSteps());
    const details = [expiring, flow].map(
      (told) =>
        runStory({ ...trace({}, gone), effects: [late] }, told, []).find(({ what }) => what === 'not-sent')
          ?.detail,
    );
    expect(details).toEqual(['too late: it would have gone more than 2 hours after it was due', 'expired']);
  });

  it('knows clicks on its own mails, and why somebody left', () => {
    const click = (effect: string) => ({
      name: 'Email Clicked',
      at: 4_000_000,
      properties: { effect_id: effect, link_url: 'https://shop.example/cart' },
    });
    const ended = trace({ status: 'ended', because: 'goal', endedAt: 5_000_000, dueAt: null }, [
      ...gone,
      left('clicked', 5_000_000, 'Order Completed', 'goal'),
    ]);
    const told = runStory(ended, flow, [click('r:mail:1'), click('other:mail:1')]);
    expect(told.slice(-2)).toMatchObject([
      { what: 'clicked', node: 'mail', sentence: 'https://shop.example/cart' },
      { what: 'left', sentence: 'goal', detail: 'Order Completed', at: 5_000_000 },
    ]);
  });
});
