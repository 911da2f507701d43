import { describe, expect, it } from 'vitest';

import { describeFlow, flowSteps, newRun, type FlowDefinition, type LeftStep } from '../../../../plugin/src';
import type { OutboxRow } from '../outbox/outbox-store';
import { runStory } from './run-story';
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
const story = describeFlow(definition, flowSteps());

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
    ...newRun('r', 0, { key: 'cart-1', trigger: { name: 'Product Added', at: 0, properties: {} } }),
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
    const told = runStory(trace({}, gone), definition.start, story, []);
    expect(told.map(({ what, node }) => [what, node])).toEqual([
      ['entered', null],
      ['passed', 'wait'],
      ['passed', 'fork'],
      ['sent', 'mail'],
      ['waits', 'clicked'],
    ]);
    expect(told[0]?.sentence).toBe('entered because “Product Added” happened');
    expect(told[1]).toMatchObject({ sentence: 'wait 1 hour', since: 0, at: 3_600_000 });
    expect(told[2]).toMatchObject({ detail: 'plan is gold' });
    expect(told[4]).toMatchObject({ until: 90_000_000 });
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
    const told = runStory({ ...ended, effects: [tag, call] }, 'call', describeFlow(called, flowSteps()), []);
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
    const told = runStory({ ...waiting, state, effects: [held] }, definition.start, story, []);
    expect(told.map(({ what, node }) => [what, node])).toEqual([
      ['entered', null],
      ['passed', 'fork'],
      ['waits', 'mail'],
    ]);
    expect(told.at(-1)).toMatchObject({ effectKind: 'send-email', detail: 'held for review', until: null });
    const late: OutboxRow = { ...held, status: 'queued', reason: 'quiet hours', dueAt: 9_000_000 };
    const quiet = runStory({ ...waiting, state, effects: [late] }, definition.start, story, []);
    expect(quiet.at(-1)).toMatchObject({ detail: 'quiet hours', until: 9_000_000 });
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
    const told = runStory(ended, definition.start, story, [click('r:mail:1'), click('other:mail:1')]);
    expect(told.slice(-2)).toMatchObject([
      { what: 'clicked', node: 'mail', sentence: 'https://shop.example/cart' },
      { what: 'left', sentence: 'goal', detail: 'Order Completed', at: 5_000_000 },
    ]);
  });
});
