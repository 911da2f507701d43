import { afterAll, beforeAll, describe, it } from 'vitest';

import { builtInDefinitions, flowSteps, type Facts } from '../../plugin/src';
import {
  conditionKindChecks,
  crmConnectorChecks,
  emailTransportChecks,
  flowStepChecks,
  jobQueueChecks,
  type Check,
} from '../../plugin/src/testing';
import { hubspotConnector } from '../../server/src/connectors';
import { openTransport } from '../../server/src/emails';
import { openQueue } from '../../server/src/queue';
import { startCrmSandbox, type Sandbox } from '../support/crm-sandbox';
import { startMailSink } from '../support/mail-sink';
import { startRedis } from '../support/redis';

const carryOut = (checks: readonly Check[]): void => {
  for (const { name, run } of checks) it(name, run);
};

const NOW = Date.UTC(2026, 2, 29, 0, 30);
const HOUR = 3_600_000;

const person: Facts = {
  profile: {
    id: 'p1',
    createdAt: NOW - 90 * 24 * HOUR,
    firstSeenAt: NOW - 90 * 24 * HOUR,
    lastSeenAt: NOW - HOUR,
    timezone: 'Europe/Vienna',
  },
  traits: { country: 'AT', plan: { seats: 7 } },
  events: {
    'Order Completed': [1, 20, 700].reverse().map((hours) => ({
      name: 'Order Completed',
      at: NOW - hours * HOUR,
      properties: { total: 40 + hours },
    })),
  },
  segments: new Set(['vip']),
  lists: new Set(['hubspot:7']),
  tags: new Set(['b2b']),
  context: { device: 'mobile', geo: { country: 'AT' } },
};

const ORDERS = { kind: 'event', name: 'Order Completed' } as const;

const KINDS: Record<string, { conditions: readonly object[]; refused: readonly unknown[] }> = {
  trait: {
    conditions: [
      { kind: 'trait', where: { country: { $in: ['DE', 'AT'] } } },
      { kind: 'trait', where: { 'plan.seats': { $gte: 8 } } },
    ],
    refused: [{ kind: 'trait' }, { kind: 'trait', where: { country: { $inn: ['DE'] } } }],
  },
  event: {
    conditions: [
      { ...ORDERS, count: { $gte: 2 }, within: '24h' },
      { ...ORDERS, sum: 'total', value: { $gt: 100 }, within: '30d' },
      { ...ORDERS, count: { $gte: 1 }, within: 'today' },
      { ...ORDERS, average: 'total', value: { $lt: 100 }, within: '7d' },
      { ...ORDERS, by: 'total', count: { $gte: 1 }, within: '24h' },
      { ...ORDERS, within: '28d', per: '7d' },
      { ...ORDERS, within: '24h', of: { name: 'Order Completed', within: '30d' }, value: { $gt: 0.5 } },
    ],
    refused: [
      { kind: 'event' },
      { ...ORDERS, count: { $gte: 1 }, within: '3 fortnights' },
      { ...ORDERS, sum: 'total', max: 'total', value: 1 },
    ],
  },
  recency: {
    conditions: [
      { kind: 'recency', name: 'Order Completed', value: { $lt: '2h' } },
      { kind: 'recency', name: '*', value: { $gt: '7d' } },
    ],
    refused: [
      { kind: 'recency', name: '*' },
      { kind: 'recency', name: '*', value: { $lt: 'soon' } },
    ],
  },
  segment: { conditions: [{ kind: 'segment', id: 'vip' }], refused: [{ kind: 'segment' }] },
  list: {
    conditions: [{ kind: 'list', connection: 'hubspot', id: '7' }],
    refused: [{ kind: 'list', id: '7' }],
  },
  context: {
    conditions: [
      { kind: 'context', where: { device: 'mobile' } },
      { kind: 'context', where: {}, near: { lat: 48.2, lon: 16.37, km: 50 } },
    ],
    refused: [
      { kind: 'context', where: 'mobile' },
      { kind: 'context', where: {}, near: { lat: 91, lon: 0, km: 1 } },
    ],
  },
  sequence: {
    conditions: [
      { kind: 'sequence', steps: [{ name: 'Order Completed' }, { name: 'Order Completed' }], within: '1d' },
      {
        kind: 'sequence',
        steps: [{ name: 'Order Completed' }, { not: { name: 'Page Viewed' } }],
        within: '2h',
      },
    ],
    refused: [
      { kind: 'sequence', steps: [{ name: 'Order Completed' }] },
      { kind: 'sequence', steps: [{ name: 'A' }, { not: { name: 'B' } }] },
    ],
  },
  session: {
    conditions: [
      { kind: 'session', count: { $gte: 2 }, within: '7d' },
      { kind: 'session', which: 'last', where: { bounce: true } },
    ],
    refused: [
      { kind: 'session', which: 'last', count: 1 },
      { kind: 'session', where: { page: 1 } },
    ],
  },
  tag: { conditions: [{ kind: 'tag', name: 'b2b' }], refused: [{ kind: 'tag' }] },
  score: {
    conditions: [
      { kind: 'score', name: 'engagement', value: { $gte: 30 } },
      { kind: 'score', name: 'rfm.recency', value: { $lt: 30 } },
      { kind: 'score', trait: 'plan.seats', percentile: { $gte: 90 } },
    ],
    refused: [
      { kind: 'score', name: 'engagment', value: 1 },
      { kind: 'score', name: 'engagement' },
      { kind: 'score', trait: 'plan.seats', value: 1 },
    ],
  },
  random: {
    conditions: [{ kind: 'random', salt: 'spring', share: 0.5 }],
    refused: [{ kind: 'random', salt: 'spring', share: 2 }],
  },
};

describe.each(builtInDefinitions.map((definition) => ({ kind: definition.kind, definition })))(
  'the condition kind $kind',
  ({ kind, definition }) => {
    const samples = KINDS[kind];
    if (!samples) throw new Error(`Give samples of the kind "${kind}".`);
    carryOut(
      conditionKindChecks(definition, {
        conditions: samples.conditions as never,
        refused: samples.refused,
        facts: [person],
        moments: [NOW, NOW + 23 * HOUR, NOW + 400 * HOUR],
      }),
    );
  },
);

const STEPS: Record<string, { options: readonly object[]; refused: readonly unknown[] }> = {
  wait: { options: [{ for: '1h', next: 'end' }], refused: [{ for: 'a while', next: 'end' }, { for: '1h' }] },
  'wait-for-event': {
    options: [{ name: 'Email Clicked', timeout: '24h', then: 'end', otherwise: 'mail' }],
    refused: [{ name: 'Email Clicked' }],
  },
  branch: {
    options: [
      { ways: [{ when: { kind: 'trait', where: { country: 'AT' } }, next: 'mail' }], otherwise: 'end' },
    ],
    refused: [{ ways: [] }],
  },
  'send-email': {
    options: [{ template: 'welcome', purpose: 'marketing', next: 'end' }],
    refused: [{ next: 'end' }],
  },
  'wait-until': {
    options: [
      { at: '09:00', zone: 'Europe/Vienna', next: 'end' },
      { at: '22:00', to: '06:00', weekdays: ['mon', 'fri'], zone: 'UTC', next: 'end' },
      { date: { of: 'profile', field: 'birthday' }, zone: 'UTC', next: 'end', otherwise: 'mail' },
    ],
    refused: [
      { zone: 'UTC', next: 'end' },
      { at: '9', zone: 'UTC', next: 'end' },
      { at: '09:00', next: 'end' },
    ],
  },
  split: {
    options: [{ ways: [40, 60].map((share) => ({ share, next: 'end' })) }],
    refused: [{ ways: [40, 50].map((share) => ({ share, next: 'end' })) }],
  },
  'discount-code': {
    options: [{ pattern: 'SPRING-{6}', next: 'end', failed: 'mail' }],
    refused: [
      { pattern: 'SPRING', next: 'end' },
      { pattern: 'S{3}', next: 'end' },
      { pattern: 'A B {8}', next: 'end' },
      { pattern: '{99}', next: 'end' },
    ],
  },
  'set-trait': {
    options: [
      { name: 'plan', value: 'pro', next: 'end' },
      { name: 'plan', value: null, next: 'end', failed: 'mail' },
      { name: 'cart', from: 'cart_id', next: 'end' },
    ],
    refused: [
      { name: 'plan', next: 'end' },
      { name: 'plan', value: 1, from: 'x', next: 'end' },
    ],
  },
  tag: {
    options: [{ change: 'add', tag: 'b2b', next: 'end' }],
    refused: [
      { change: 'add', next: 'end' },
      { tag: 'b2b', next: 'end' },
    ],
  },
  list: {
    options: [{ change: 'remove', segment: 'partners', next: 'end' }],
    refused: [{ change: 'add', next: 'end' }],
  },
  'start-flow': { options: [{ flow: 'welcome', next: 'end' }], refused: [{ next: 'end' }] },
  webhook: {
    options: [
      { url: 'https://example.com/hook?x=1', next: 'end' },
      { url: 'http://example.com', email: 'hashed', traits: ['plan'], purpose: 'advertising', next: 'end' },
    ],
    refused: [
      { url: 'example.com', next: 'end' },
      { url: 'ftp://example.com', next: 'end' },
      { url: 'https://user:secret@example.com', next: 'end' },
      { url: 'https://example.com', expires: '-1h', next: 'end' },
    ],
  },
  'crm-list': {
    options: [{ change: 'add', connection: 'c1', list: '7', next: 'end', failed: 'mail' }],
    refused: [{ change: 'add', connection: 'c1', next: 'end' }],
  },
  holdout: { options: [{ share: 10, next: 'end' }], refused: [{ share: -1, next: 'end' }] },
  end: { options: [{}], refused: [{ next: 'end' }] },
};

describe.each(
  flowSteps()
    .all()
    .map((definition) => ({ kind: definition.kind, definition })),
)('the flow step $kind', ({ kind, definition }) => {
  const samples = STEPS[kind];
  if (!samples) throw new Error(`Give samples of the step "${kind}".`);
  carryOut(flowStepChecks(definition, { ...samples, now: NOW }));
});

describe('the CRM connector hubspot', () => {
  let crm: Sandbox;
  beforeAll(async () => {
    crm = await startCrmSandbox({ token: 'a-token' });
  });
  afterAll(() => crm.stop());

  carryOut(
    crmConnectorChecks(async () => {
      const definition = hubspotConnector(crm.url);
      const list = [...crm.world.lists.values()].find(({ members }) => members.size > 0);
      return {
        connector: definition.open({ secret: 'a-token', options: definition.options.parse({}) }),
        listId: list?.listId ?? 'none',
        missingListId: '999999999',
      };
    }),
  );
});

describe('the e-mail transport smtp', () => {
  const stops: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  carryOut(
    emailTransportChecks(async () => {
      let code: number | undefined;
      const sink = await startMailSink(() => code);
      stops.push(() => sink.stop());
      const { transport } = openTransport(`smtp://user:password@127.0.0.1:${sink.port}`, undefined);
      if (!transport) throw new Error('The transport did not open.');
      return {
        transport,
        received: () => sink.mails,
        refuse: (how) => {
          code = how === 'for ever' ? 550 : 450;
        },
      };
    }),
  );
});

const redis = await startRedis();

describe.skipIf('skipped' in redis)('the job queue redis', () => {
  afterAll(async () => {
    if (!('skipped' in redis)) await redis.stop();
  });

  carryOut(
    jobQueueChecks((name) => {
      const opened =
        'skipped' in redis
          ? undefined
          : openQueue({ redis: redis.url, prefix: name }, [], false, () => undefined);
      if (!opened) throw new Error('The queue did not open.');
      return opened.jobs;
    }),
  );
});
