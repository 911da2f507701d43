import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';

import { defineFlowStep, noFacts, type FlowDefinition, type FlowRules } from '../../plugin/src';
import { openDatabase, type TestDatabase } from '../support/database';
import { createFlowWorld } from '../support/flow-world';
import type { FlowInput } from '../../server/src/flows';
import { flowsTables } from '../../server/src/flows/strapi/tables';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const mailing = (rules: FlowRules, more: object = {}, name = 'Began'): FlowDefinition => ({
  trigger: { kind: 'event', name },
  exits: [{ kind: 'event', name: 'Left' }],
  reentry: 'always',
  rules,
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 't', next: 'then', ...more },
    then: { kind: 'wait', for: '1d', next: 'end' },
    end: { kind: 'end' },
  },
});

/** As a third party brings it: another program writes to the person. */
const textMessageStep = defineFlowStep({
  kind: 'text-message',
  label: 'Send a text message',
  options: z.strictObject({ next: z.string(), service: z.boolean().optional() }),
  behaviour: {
    kind: 'text-message',
    waits: false,
    reachesPerson: true,
    enter: ({ options: { service = false } }) => ({
      move: 'stay',
      until: null,
      effect: { kind: 'webhook', payload: { purpose: service ? null : 'marketing' } },
    }),
    settled: ({ options }, { outcome }) => ({ move: 'go', to: options.next, detail: outcome }),
    ways: ({ next }) => [{ label: 'then', to: next }],
    describe: () => 'send a text message',
  },
});

/** The rules of flows on a real database, by a clock that the test moves; without an address, on SQLite. */
export const flowRulesSuite = (freshDatabase: () => Promise<string | undefined>) => () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  beforeEach(async () => {
    database = await openDatabase([flowsTables], await freshDatabase());
    world = createFlowWorld(database, [textMessageStep]);
    world.check = async () => {
      looks += 1;
      return 'go';
    };
    looks = 0;
  });
  afterEach(() => database.stop());

  /** How often a mail was looked at: all but the last time in vain. */
  let looks = 0;
  const event = (name = 'Began'): FlowInput => ({
    kind: 'event',
    event: { name, at: world.now, properties: {} },
  });
  const rows = () => world.db('attune_outbox').orderBy('created_at').orderBy('id');
  const nodeOf = async (profileId: string) => {
    const [run] = await world.db('attune_runs').where({ profile_id: profileId }).orderBy('id', 'desc');
    return run?.node as string;
  };
  /** The ring's and the outbox's beat, so often until then. */
  const passTo = async (until: number, people: readonly string[], every = 10 * MINUTE) => {
    while (world.now < until) {
      world.now = Math.min(world.now + every, until);
      await world.work();
      for (const each of people) await world.turn(each);
    }
  };
  const at = (iso: string) => Date.parse(iso);

  it('holds a third party’s message as well, counts it, and neither a service nor a call that writes to nobody', async () => {
    const cap = { most: 1, within: '1d' };
    const step = (name: string, mail: FlowDefinition['steps'][string]): FlowDefinition => {
      const flow = mailing({ cap }, {}, name);
      return { ...flow, steps: { ...flow.steps, mail } };
    };
    await world.live(mailing({ cap }), 'mail');
    await world.live(step('Texted', { kind: 'text-message', next: 'then' }), 'text');
    await world.live(step('Told', { kind: 'text-message', service: true, next: 'then' }), 'service');
    const call = { kind: 'webhook', url: 'https://example.com', purpose: 'service', next: 'then' };
    await world.live(step('Called', call), 'call');
    await world.turn('ada', event('Texted'));
    await world.work();
    world.now += MINUTE;
    for (const name of ['Began', 'Texted', 'Told', 'Called']) {
      await world.turn('ada', event(name));
      await world.turn('bob', event(name));
      await world.work();
      world.now += 1;
    }
    const told = (await rows()).map(({ profile_id, kind, status, reason }) =>
      [profile_id, kind, status, ...(reason ? [reason] : [])].join(' '),
    );
    expect(told).toEqual([
      'ada webhook sent',
      'ada send-email queued enough mails for now',
      'bob send-email sent',
      'ada webhook queued enough mails for now',
      'bob webhook queued enough mails for now',
      ...['ada webhook sent', 'bob webhook sent', 'ada webhook sent', 'bob webhook sent'],
    ]);
  });

  it('moves a mail to the end of the quiet hours of the person’s zone, looking at it once', async () => {
    const hours = { quietFrom: '22:00', quietTo: '06:00', zone: 'Europe/Vienna' };
    const flowId = await world.live(mailing({ hours }));
    world.zones = { ada: 'America/New_York' };
    world.now = at('2026-06-01T21:30:00Z');
    await world.turn('ada', event());
    await world.turn('bob', event());
    await world.work();
    // Half past five in New York, half past eleven at night in Vienna.
    expect((await rows()).map(({ profile_id, status }) => [profile_id, status])).toEqual([
      ['ada', 'sent'],
      ['bob', 'queued'],
    ]);
    const [, held] = await rows();
    expect(held).toMatchObject({ reason: 'quiet hours', waited_for: 'quiet hours', attempts: 0 });
    expect(Number(held.due_at)).toBe(at('2026-06-02T04:00:00Z'));
    looks = 0;
    await world.turn('ada');
    await passTo(at('2026-06-02T03:59:00Z'), ['bob']);
    expect([await nodeOf('bob'), looks]).toEqual(['mail', 0]);
    const [running] = await world.db('attune_runs').where({ profile_id: 'bob' });
    const { story } = await world.story(flowId, running.id as string);
    expect(story.slice(1).map(({ what, detail, until }) => [what, detail, until])).toEqual([
      ['waits', 'quiet hours', at('2026-06-02T04:00:00Z')],
    ]);
    await passTo(at('2026-06-02T04:00:00Z'), ['bob']);
    expect([world.sent.length, looks, await nodeOf('bob')]).toEqual([2, 1, 'then']);
    // The next step's clock runs from when the mail had gone.
    expect((await world.db('attune_runs').where({ profile_id: 'bob' }))[0].due_at).toSatisfy(
      (due: unknown) => Number(due) === at('2026-06-03T04:00:00Z'),
    );
    const told = await world.story(flowId, running.id as string);
    expect(told.story.find(({ what }) => what === 'sent')?.detail).toBe('held back: quiet hours');
    const [numbers] = await world.flows.numbers(flowId);
    expect(numbers?.waited).toEqual([{ reason: 'quiet hours', count: 1 }]);
  });

  it('writes only on allowed days, and never to whom has left meanwhile', async () => {
    const hours = { weekdays: ['mon'], zone: 'UTC' } as const;
    await world.live(mailing({ hours }));
    world.now = at('2026-06-05T12:00:00Z');
    await world.turn('ada', event());
    await world.turn('bob', event());
    await world.work();
    await world.turn('bob', event('Left'));
    await passTo(at('2026-06-08T00:00:00Z'), ['ada', 'bob'], HOUR);
    expect(await world.statuses()).toEqual(['sent', 'skipped: the run ended: exit']);
    expect(Number((await rows())[0].sent_at)).toBe(at('2026-06-08T00:00:00Z'));
  });

  it('counts the mails of all flows for a cap, and looks at one too many once a window', async () => {
    const cap = { most: 2, within: '7d' };
    const uncapped = await world.live(mailing({}, {}, 'Other'), 'other');
    await world.live(mailing({ cap }), 'capped');
    await world.turn('ada', event('Other'));
    await world.work();
    world.now += HOUR;
    const began = world.now;
    for (let n = 0; n < 3; n += 1) {
      await world.turn('ada', event());
      await world.work();
      world.now += MINUTE;
    }
    expect(world.sent).toHaveLength(2);
    const before = looks;
    await passTo(began + 7 * DAY - HOUR - 1, ['ada'], HOUR);
    expect([world.sent.length, looks - before]).toEqual([2, 0]);
    // The first of the window was the other flow's, an hour before. There is room for one.
    await passTo(began + 7 * DAY - HOUR, ['ada'], HOUR);
    expect(world.sent).toHaveLength(3);
    await passTo(began + 8 * DAY, ['ada'], HOUR);
    expect(world.sent).toHaveLength(4);
    expect(looks - before).toBeLessThanOrEqual(4);
    expect((await world.flows.numbers(uncapped))[0]?.waited).toEqual([]);
  });

  it('leaves one too many out, where the flow says so; a cap of 0 lets nothing through; a service is exempt', async () => {
    await world.live(mailing({ cap: { most: 1, within: '1d', otherwise: 'skip' } }), 'one');
    const none = {
      cap: { most: 0, within: '1d' },
      hours: { quietFrom: '00:00', quietTo: '23:59', zone: 'UTC' },
    };
    await world.live(mailing({ ...none, hours: undefined }, {}, 'Never'), 'never');
    await world.live(mailing(none, { purpose: 'service' }, 'Receipt'), 'receipt');
    for (const name of ['Receipt', 'Began', 'Began', 'Never', 'Receipt']) {
      world.now += MINUTE;
      await world.turn('ada', event(name));
      await world.work();
    }
    await world.turn('ada');
    expect(await world.statuses()).toEqual([
      ...[
        'sent',
        'sent',
        'skipped: enough mails for now',
        'skipped: a cap of 0 lets nothing through',
        'sent',
      ],
    ]);
    expect(await world.db('attune_runs').where({ node: 'then' })).toHaveLength(5);
  });

  it('gives the one place to the more important of two mails', async () => {
    const cap = { most: 1, within: '1d', otherwise: 'skip' } as const;
    await world.live(mailing({ cap, priority: 'low' }), 'a');
    await world.live(mailing({ cap, priority: 'high' }), 'b');
    await world.turn('ada', event());
    await world.work();
    await passTo(world.now + MINUTE, ['ada'], 1_000);
    expect(
      (await rows()).map(({ payload, status }) => [JSON.parse(payload as string).priority, status]).sort(),
    ).toEqual([
      ['high', 'sent'],
      ['low', 'skipped'],
    ]);
  });

  it('spreads a crowd over minutes and drops nobody', async () => {
    await world.live(mailing({ perMinute: 12 }));
    const people = Array.from({ length: 40 }, (_, n) => `p${n}`);
    const began = world.now;
    for (const each of people) await world.turn(each, event());
    await passTo(began + 5 * MINUTE, [], 1_000);
    const sent = (await rows()).map(({ sent_at }) => Number(sent_at)).sort((a, b) => a - b);
    expect(sent).toHaveLength(40);
    for (const from of sent) {
      expect(sent.filter((each) => each >= from && each < from + MINUTE).length).toBeLessThanOrEqual(13);
    }
    expect(sent.at(-1)! - began).toBeGreaterThanOrEqual(3 * MINUTE);
    expect(looks).toBeLessThanOrEqual(80);
  });

  it('skips what is too late after a downtime, counted from when it was due, and the person goes on', async () => {
    const late: FlowDefinition = {
      ...mailing({}),
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: '1h', next: 'mail' },
        mail: { kind: 'send-email', template: 't', expires: '2h', next: 'tag' },
        tag: { kind: 'tag', change: 'add', tag: 'late', expires: '2h', next: 'other', failed: 'end' },
        other: { kind: 'tag', change: 'add', tag: 'on time', next: 'then' },
        then: { kind: 'wait', for: '1d', next: 'end' },
        end: { kind: 'end' },
      },
    };
    const flowId = await world.live(late);
    world.facts = noFacts();
    await world.turn('ada', event());
    await world.turn('bob', event());
    world.now += HOUR + 2 * HOUR - 1;
    await world.turn('ada');
    world.now += 1;
    await world.turn('bob');
    await world.work();
    for (const each of ['ada', 'bob', 'ada', 'bob']) await world.turn(each);
    const became = (node: string) =>
      world.db('attune_outbox').where({ node }).orderBy('profile_id').pluck('status');
    // One millisecond of the two hours was left for Ada; by the time it was her mail's turn, none.
    expect(await became('tag')).toEqual(['sent', 'skipped']);
    expect(await became('mail')).toEqual(['skipped', 'skipped']);
    expect(await world.db('attune_outbox').where({ status: 'skipped' }).pluck('reason')).toEqual([
      ...['expired', 'expired', 'expired'],
    ]);
    expect([await nodeOf('ada'), await nodeOf('bob')]).toEqual(['then', 'then']);
    const numbers = await world.flows.numbers(flowId);
    expect(numbers.find(({ node }) => node === 'mail')?.skipped).toEqual([{ reason: 'expired', count: 2 }]);
  });

  it('never lets two hands pass one cap at once', async () => {
    const cap = { most: 1, within: '1d', otherwise: 'skip' } as const;
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await world.live(mailing({ cap }), key);
    await world.turn('ada', event());
    const hands = ['one', 'two', 'three'].map((id) => world.openOutbox(id));
    for (let beats = 0; beats < 4; beats += 1) {
      await Promise.all(hands.map((hand) => hand.work()));
      await Promise.all(hands.map((hand) => hand.idle()));
      world.now += 6_000;
    }
    expect((await rows()).filter(({ status }) => status === 'sent')).toHaveLength(1);
    expect((await rows()).filter(({ status }) => status === 'skipped')).toHaveLength(5);
  });

  it('lets nobody in again before the pause is over: for each key, or for the person', async () => {
    const keyed: FlowDefinition = {
      ...mailing({}),
      reentry: 'after-end',
      trigger: { kind: 'event', name: 'Began', key: 'cart' },
      reentryAfter: '30d',
      steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
    };
    const perKey = await world.live(keyed, 'per-key');
    const perPerson = await world.live({ ...keyed, reentryPer: 'person' }, 'per-person');
    const cart = (key: string): FlowInput => ({
      kind: 'event',
      event: { name: 'Began', at: world.now, properties: { cart: key } },
    });
    const counts = async () =>
      Promise.all(
        [perKey, perPerson].map(async (flow_id) => (await world.db('attune_runs').where({ flow_id })).length),
      );
    await world.turn('ada', cart('one'));
    await world.turn('ada', cart('two'));
    expect(await counts()).toEqual([2, 1]);
    world.now += 30 * DAY - 1;
    await world.turn('ada', cart('one'));
    expect(await counts()).toEqual([2, 1]);
    world.now += 1;
    await world.turn('ada', cart('one'));
    await world.turn('ada', cart('three'));
    expect(await counts()).toEqual([4, 2]);
  });

  it('counts an order within the window of its goal after the end, and lets the person in again meanwhile', async () => {
    const goal = { kind: 'event', name: 'Ordered', caused: 'mailed', within: '7d' } as const;
    const flowId = await world.live({
      ...mailing({}),
      reentry: 'after-end',
      goal,
      steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
    });
    await world.turn('ada', event());
    const [run] = await world.db('attune_runs');
    await world.work();
    const about = { effect_id: `${run.id}:mail:1` };
    await world.turn('ada', {
      kind: 'event',
      event: { name: 'Email Sent', at: world.now, properties: about },
    });
    world.now += DAY;
    const { story } = await world.story(flowId, run.id as string);
    expect(story.at(-1)).toMatchObject({ what: 'waits', until: world.now + 6 * DAY });
    await world.turn('ada', event());
    world.now += DAY;
    await world.turn('ada', event('Ordered'));
    await world.turn('bob', event());
    const ends = await world.db('attune_runs').orderBy('id').select('profile_id', 'ended_because');
    // Of the second run no mail was heard to have gone: it goes on standing at its end.
    expect(ends.map(({ ended_because }) => ended_because)).toEqual(['goal', null, null]);
    await world.flows.stop(flowId);
    expect((await world.flows.get(flowId)).runs).toMatchObject({ goal: 1, exit: 0, finished: 2, other: 0 });
  });
};
