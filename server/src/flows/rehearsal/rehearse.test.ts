import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  flowSteps,
  type EventFact,
  type FlowDefinition,
  type FlowRules,
  type FlowStep,
  type JsonObject,
} from '../../../../plugin/src';
import type { Goal } from '../../../../plugin/src/flows/flow';
import { openPastWorld, type PastWorld, type Scripted } from '../../../../tests/support/past-world';
import { everyStep } from '../../../../tests/support/every-step';
import { createCatalogue } from '../catalogue';
import type { Moment } from '../stories/run-story';
import { createStories } from '../stories/stories';
import { createKnexRunStore } from '../strapi/run-store';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a rehearsal', () => {
  let world: PastWorld;
  beforeEach(async () => {
    world = await openPastWorld();
  });
  afterEach(() => world.stop());

  const event = (name: string, at: number, properties: JsonObject = {}): EventFact => ({
    ...{ name, at, properties: { cart_id: 'c1', ...properties } },
  });
  const really = async (flowId: string, from: number, to: number) => {
    const figures = await world.recorded.figures(flowId, from, to);
    if (figures === 'too-many') throw new Error('Few have been through it.');
    return figures;
  };
  const storiesOf = async (flowId: string) => {
    const runs = createKnexRunStore(world.db);
    const clickRows = await world.db('attune_events').where({ name: 'Email Clicked' }).orderBy('at');
    const clicks = clickRows.map(({ name, at, properties }) => ({
      ...{ name, at: Number(at), properties: JSON.parse(properties as string) as JsonObject },
    }));
    const tell = createStories({
      ...{
        store: world.store,
        runs,
        steps: world.steps,
        catalogue: createCatalogue(world.store, world.steps),
      },
      history: async () => ({ 'Email Clicked': clicks }),
      ...{ productNames: async () => new Map(), hidden: async () => () => false },
      names: world.flows.names,
      transact: world.database.transact,
    });
    const { rows } = await runs.page({ flowId }, 1, 100);
    return Promise.all(rows.map(async ({ id }) => (await tell(flowId, id)).story));
  };

  it('predicts what a flow of every kind of step did, moment by moment', { timeout: 60_000 }, async () => {
    const kinds = new Set(Object.values(everyStep.steps).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      flowSteps()
        .all()
        .map(({ kind }) => kind)
        .sort(),
    );
    await world.live(
      {
        trigger: { kind: 'api' },
        start: 'w',
        steps: { w: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'end' } },
      },
      'other',
    );
    const flow = await world.live(everyStep, 'every');
    const from = world.now;
    const to = from + 40 * DAY;
    const people: readonly Scripted[] = [
      {
        id: 'ada',
        traits: { plan: 'pro' },
        events: [event('Began', from + MINUTE), event('Ordered', from + 5 * DAY)],
        clicksAfter: 17 * MINUTE,
      },
      { id: 'bob', traits: { plan: 'pro' }, events: [event('Began', from + 3 * HOUR)] },
      { id: 'cyd', events: [event('Began', from + 7 * HOUR)], clicksAfter: 2 * HOUR },
      {
        id: 'dan',
        traits: { plan: 'pro' },
        events: [event('Began', from + 8 * HOUR), event('Ordered', from + 8 * HOUR + 30 * MINUTE)],
      },
      { id: 'eve', events: [event('Ordered', from + DAY)] },
    ];
    for (const person of people) {
      world.now = from;
      await world.livePerson(person, to);
    }
    const before = JSON.stringify(await contents(world));
    const real = await really(flow, from, to);
    const told = await storiesOf(flow);

    const { stories, next, ...rehearsed } = await world.rehearse(flow, from, to);
    expect(next).toBeNull();
    expect(rehearsed).toMatchObject({ ...real, looked: 5, of: 5, base: 5 });
    expect(real).toMatchObject({ entered: 4, ends: { goal: 2, finished: 2 } });
    const plain = (moments: unknown) => JSON.parse(JSON.stringify(moments)) as unknown;
    const byFirst = (a: { at: number }[], b: { at: number }[]) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0);
    // What was done at one moment is told in any order.
    const wordOf = ({ at, effect, node, what }: Moment) => `${at} ${what} ${effect ?? ''} ${node ?? ''}`;
    const inWords = (moments: readonly Moment[]) =>
      [...moments].sort((a, b) => (wordOf(a) < wordOf(b) ? -1 : 1));
    expect(stories.map(({ moments }) => inWords(moments)).sort(byFirst)).toEqual(
      told.map(inWords).sort(byFirst).map(plain),
    );
    // Nothing was sent, called or written.
    expect(JSON.stringify(await contents(world))).toBe(before);
  });

  it('predicts what happened to anybody, whatever they did', { timeout: 120_000 }, async () => {
    const from = world.now;
    const names = ['Product Added', 'Order Completed', 'Product Viewed', 'Left'] as const;
    const events = fc.array(
      fc.record({
        name: fc.constantFrom(...names),
        minutes: fc.integer({ min: 0, max: 3 * 24 * 60 }),
        cart: fc.constantFrom('c1', 'c2', null),
      }),
      { maxLength: 12 },
    );
    let round = 0;
    let sent = 0;
    const reasons = new Set<string>();
    const drawn = fc.record({
      people: fc.array(fc.record({ events, clicks: fc.boolean(), plan: fc.constantFrom('pro', 'free') }), {
        minLength: 1,
        maxLength: 3,
      }),
      reentry: fc.constantFrom('once' as const, 'after-end' as const, 'always' as const),
      restarts: fc.boolean(),
      rules: fc.record(
        {
          hours: fc.constantFrom({ quietFrom: '20:00', quietTo: '09:30', zone: 'Europe/Vienna' } as const),
          cap: fc.record({
            most: fc.integer({ min: 0, max: 2 }),
            within: fc.constantFrom('3h', '1d'),
            otherwise: fc.constantFrom('wait' as const, 'skip' as const),
          }),
        },
        { requiredKeys: [] },
      ),
      expires: fc.option(fc.constantFrom('2h', '1d'), { nil: undefined }),
      goal: fc.option(
        fc.record({
          within: fc.constantFrom('2h', '2d'),
          caused: fc.constantFrom('entered' as const, 'mailed' as const, 'clicked' as const),
        }),
        { nil: undefined },
      ),
      pause: fc.option(fc.constantFrom('5h', '1d'), { nil: undefined }),
    });
    // Whom all ways lead to the mail, once written to and once spared: what is drawn may hold neither.
    const added = { name: 'Product Added' as const, minutes: 600, cart: 'c1' as const };
    const sure = {
      ...{ people: [{ events: [added], clicks: true, plan: 'pro' as const }], reentry: 'once' as const },
      ...{ restarts: false, rules: {}, expires: undefined, goal: undefined, pause: undefined },
    };
    const spared = { ...sure, rules: { cap: { most: 0, within: '3h', otherwise: 'skip' as const } } };
    await fc.assert(
      fc.asyncProperty(drawn, async ({ people, reentry, restarts, rules, expires, goal, pause }) => {
        round += 1;
        // Nobody and nothing of the round before.
        await world.db('attune_profiles').del();
        await world.db('attune_flows').update({ status: 'stopped' });
        const flow = await world.live(
          ruledFlow(forkedFlow(reentry, restarts), { rules, expires, goal, pause }),
          `flow-${round}`,
        );
        const to = from + 6 * DAY;
        for (const [index, { events: done, clicks, plan }] of people.entries()) {
          world.now = from;
          await world.livePerson(
            {
              ...{ id: `p${round}-${index}`, traits: { plan } },
              events: distinct(
                done.map(({ minutes, ...rest }) => ({ ...rest, at: from + minutes * MINUTE })),
              ).map(({ name, at, cart }) => ({
                name,
                at,
                properties: (cart === null ? {} : { cart_id: cart }) as JsonObject,
              })),
              ...(clicks && { clicksAfter: 20 * MINUTE + 1 }),
            },
            to,
          );
        }
        const real = await really(flow, from, to);
        for (const { effects, skipped, waited } of real?.steps ?? []) {
          sent += effects.sent ?? 0;
          for (const { reason } of [...skipped, ...waited]) reasons.add(reason);
        }
        expect(await world.rehearse(flow, from, to)).toMatchObject({ ...real });
      }),
      { numRuns: 25, examples: [[sure], [spared]] },
    );
    expect(round).toBeGreaterThanOrEqual(25);
    // Enough to know that it was tried on something.
    expect(sent).toBeGreaterThan(0);
    expect(reasons.size).toBeGreaterThan(0);
  });

  it('predicts a circle that goes round once a day, as the clock that is late lives it', async () => {
    const from = world.now;
    const to = from + 5 * DAY + 11 * HOUR;
    const times: readonly JsonObject[] = [
      { at: '07:00' },
      { at: '06:00', to: '18:00' },
      { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    ];
    const sendings: readonly JsonObject[] = [{}, { failed: 'until' }];
    let round = 0;
    for (const time of times) {
      for (const sending of sendings) {
        round += 1;
        await world.db('attune_profiles').del();
        await world.db('attune_flows').update({ status: 'stopped' });
        const flow = await world.live(
          {
            trigger: { kind: 'event', name: 'Began' },
            start: 'until',
            steps: {
              until: { kind: 'wait-until', zone: 'UTC', next: 'mail', ...time },
              mail: { kind: 'send-email', template: 't', next: 'until', ...sending },
            },
          },
          `circle-${round}`,
        );
        world.now = from;
        await world.livePerson({ id: `p${round}`, events: [event('Began', from)], late: 3_000 }, to);
        const real = await really(flow, from, to);
        expect(real?.days.map(({ done }) => done)).toEqual([1, 1, 1, 1, 1, 1]);
        expect(await world.rehearse(flow, from, to)).toMatchObject({ ...real });
      }
    }
  });

  it('keeps out whom the flow kept out, each of their carts, with no run recorded to draw by', async () => {
    const from = world.now;
    const to = from + DAY;
    const flow = await world.live(
      {
        trigger: { kind: 'event', name: 'Began', key: 'cart_id' },
        start: 'out',
        steps: {
          out: { kind: 'holdout', share: 50, by: 'person', next: 'mail' },
          mail: { kind: 'send-email', template: 't', next: 'end' },
          end: { kind: 'end' },
        },
      },
      'carts',
    );
    for (let one = 0; one < 24; one += 1) {
      world.now = from;
      const carts = ['c1', 'c2'].map((cart, at) =>
        event('Began', from + (at + 1) * HOUR, { cart_id: `${cart}-${one}` }),
      );
      await world.livePerson({ id: `p${one}`, events: carts }, to);
    }
    const runs: { profile_id: string; ended_because: string }[] = await world.db('attune_runs');
    const sides = new Set(runs.map((run) => `${run.profile_id} ${run.ended_because}`));
    expect(sides.size).toBe(24);
    const out = runs.filter((run) => run.ended_because === 'holdout').length;
    expect([runs.length, out > 8 && out < 40]).toEqual([48, true]);
    const real = await really(flow, from, to);
    await world.db('attune_runs').del();
    expect((await world.rehearse(flow, from, to)).steps).toEqual(real?.steps);
  });

  it('is answered in parts that add up to the whole', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    for (let one = 0; one < 130; one += 1) {
      const id = `p${String(one).padStart(4, '0')}`;
      await world.person(id);
      await world.remember(id, event('Product Added', from + one * MINUTE, { cart_id: id }));
    }
    const to = from + DAY;
    const whole = await world.rehearse(flow, from, to);
    expect(whole).toMatchObject({ entered: 130, people: 130 });
    let entered = 0;
    let parts = 0;
    for (let next: string | null | undefined; next !== null; parts += 1) {
      const part = await world.rehearsePart(flow, { from, to, patience: 0, ...(next && { next }) });
      entered += part.entered;
      next = part.next;
    }
    expect([entered, parts]).toEqual([130, 6]);
  });

  it('tells who would have been spared, and why', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    for (const id of ['ada', 'bob']) await world.person(id);
    for (const id of ['ada', 'bob']) await world.remember(id, event('Product Added', from));
    world.reach.of = async (kind, purpose) =>
      kind === 'send-email' ? `no consent to ${purpose}` : undefined;
    const { steps, days } = await world.rehearse(flow, from, from + 2 * DAY);
    const mails = steps.filter(({ skipped }) => skipped.length > 0);
    expect(mails.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))).toContain(
      'no consent to marketing',
    );
    expect(days.reduce((sum, { spared }) => sum + spared, 0)).toBe(2);
  });

  it('tells who would have been spared by caps and moved by quiet hours, mails of other flows counted', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    for (const id of ['ada', 'bob']) await world.person(id);
    for (const id of ['ada', 'bob']) await world.remember(id, event('Product Added', from));
    await world.db('attune_outbox').insert({
      ...{ id: 'other:mail:1', kind: 'send-email', profile_id: 'ada', flow_id: 'another', run_id: 'other' },
      ...{
        node: 'mail',
        payload: '{"purpose":"marketing","reachesPerson":true}',
        status: 'sent',
        attempts: 1,
      },
      ...{ due_at: from, created_at: from, sent_at: from },
    });
    const draft: FlowDefinition = {
      ...forkedFlow('after-end', false),
      start: 'mail',
      steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
    };
    const told = async (rules: FlowRules) => {
      const { steps } = await world.rehearse(flow, from, from + 2 * DAY, { ...draft, rules });
      const { effects, skipped, waited } = steps.find(({ node }) => node === 'mail') ?? {};
      return { effects, skipped, waited };
    };
    expect(await told({ cap: { most: 1, within: '1d', otherwise: 'skip' } })).toEqual({
      effects: { sent: 1, skipped: 1 },
      skipped: [{ reason: 'enough mails for now', count: 1 }],
      waited: [],
    });
    expect(await told({ cap: { most: 1, within: '1d' } })).toEqual({
      effects: { sent: 2 },
      skipped: [],
      waited: [{ reason: 'enough mails for now', count: 1 }],
    });
    expect(await told({ hours: { quietFrom: '05:00', quietTo: '09:00', zone: 'UTC' } })).toEqual({
      effects: { sent: 2 },
      skipped: [],
      waited: [{ reason: 'quiet hours', count: 2 }],
    });
    const rated = await world.rehearse(flow, from, from + 2 * DAY, { ...draft, rules: { perMinute: 1 } });
    expect(rated.minutes).toEqual([{ at: from - (from % MINUTE), count: 2 }]);
    expect((await world.rehearse(flow, from, from + 2 * DAY, draft)).minutes).toEqual([]);
  });

  it('counts an order for the goal only after a mail and in time, where mails are to have caused it', async () => {
    const from = world.now;
    const flow: FlowDefinition = {
      trigger: { kind: 'event', name: 'Product Added' },
      goal: { kind: 'event', name: 'Ordered', caused: 'mailed', within: '2d' },
      start: 'hour',
      steps: {
        hour: { kind: 'wait', for: '1h', next: 'mail' },
        mail: { kind: 'send-email', template: 't', next: 'week' },
        week: { kind: 'wait', for: '7d', next: 'end' },
        end: { kind: 'end' },
      },
    };
    const id = await world.live(flow, 'mailed');
    const orders = { before: HOUR / 2, after: 2 * HOUR, late: 4 * DAY, never: null };
    const to = from + 20 * DAY;
    for (const [who, at] of Object.entries(orders)) {
      world.now = from;
      const ordered = at === null ? [] : [event('Ordered', from + at)];
      await world.livePerson({ id: who, events: [event('Product Added', from), ...ordered] }, to);
    }
    const ends = await world.db('attune_runs').orderBy('profile_id').select('profile_id', 'ended_because');
    expect(ends.map(({ profile_id: who, ended_because: because }) => `${who}: ${because}`)).toEqual([
      ...['after: goal', 'before: exit', 'late: exit', 'never: finished'],
    ]);
    expect(await world.rehearse(id, from, to)).toMatchObject({
      beside: 'live',
      ends: { goal: 1, exit: 2, finished: 1 },
      live: { ends: { goal: 1, exit: 2, finished: 1 } },
    });
  });

  it('says so where the published flow did too much to be laid beside it', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    await world.db.raw(
      `insert into attune_runs (id, flow_id, version, profile_id, state, status, node, entered_at)
       with recursive s(i) as (select 0 union all select i + 1 from s where i < 20000)
       select 'r' || i, ?, 1, 'p' || i, '{}', 'running', 'x', ? from s`,
      [flow, from + 1],
    );
    expect(await world.rehearse(flow, from, from + DAY)).toMatchObject({ live: null, beside: 'too-many' });
  });

  it('refuses what dangles and what is to come, and takes a draft that nobody has saved', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    await world.person('ada');
    await world.remember('ada', event('Other', from));
    const draft = forkedFlow('after-end', false);
    const dangling = { ...draft, start: 'nowhere' };
    await expect(world.rehearse(flow, from, from + DAY, dangling)).rejects.toThrow('cannot be rehearsed yet');
    await expect(world.rehearse(flow, Date.now() + DAY, Date.now() + 2 * DAY)).rejects.toThrow('to come');
    await expect(world.rehearse('nobody', from, from + DAY)).rejects.toThrow('no such flow');
    await expect(
      world.rehearsePart(flow, { from, to: from + DAY, patience: 100, next: 'nonsense' }),
    ).rejects.toThrow('next');
    const other: FlowDefinition = { ...draft, trigger: { kind: 'event', name: 'Other', key: 'cart_id' } };
    expect(await world.rehearse(flow, from, from + DAY, other)).toMatchObject({ entered: 1 });
    expect(await world.rehearse(flow, from, from + DAY)).toMatchObject({ entered: 0 });
  });

  it('finds who starts by a date, by a silence, or by a cart that is left', async () => {
    const from = world.now;
    const flow = await world.live(forkedFlow('after-end', false), 'flow');
    const birthday = new Date(from + 2 * DAY).toISOString().slice(0, 10);
    await world.person('ada', { born: `1990${birthday.slice(4)}` });
    await world.person('bob');
    await world.remember('bob', event('Product Viewed', from + HOUR));
    const steps = { end: { kind: 'end' } } as const;
    const rehearsed = (trigger: FlowDefinition['trigger']) =>
      world.rehearse(flow, from, from + 5 * DAY, { trigger, start: 'end', steps });
    const byDate = await rehearsed({ kind: 'date', field: 'born', yearly: true, at: '09:00', zone: 'UTC' });
    expect(byDate.stories.map(({ profileId, enteredAt }) => [profileId, enteredAt])).toEqual([
      ['ada', Date.parse(`${birthday}T09:00:00Z`)],
    ]);
    const bySilence = await rehearsed({ kind: 'inactivity', for: '3d', name: 'Product Viewed' });
    expect(bySilence.stories.map(({ profileId, enteredAt }) => [profileId, enteredAt])).toEqual([
      ['bob', from + HOUR + 3 * DAY],
    ]);
    const kettle = { cart_id: 'c1', product_id: 'KETTLE', price: 49.9 };
    await world.remember('ada', event('Product Added', from + HOUR, kettle));
    await world.remember('ada', event('Order Completed', from + 5 * HOUR, { cart_id: 'c1' }));
    await world.remember('bob', event('Product Added', from + HOUR, { ...kettle, price: 9 }));
    const byCart = async (after: string) =>
      (await rehearsed({ kind: 'cart-left', for: after, over: 40 })).stories.map(
        ({ profileId, enteredAt }) => [profileId, enteredAt],
      );
    expect(await byCart('2h')).toEqual([['ada', from + 3 * HOUR]]);
    expect(await byCart('24h')).toEqual([]);
  });
});

const forkedFlow = (reentry: 'once' | 'after-end' | 'always', restarts: boolean): FlowDefinition => ({
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  ...(restarts && { restartOn: ['Product Added'] }),
  exits: [{ kind: 'event', name: 'Left' }],
  goal: { kind: 'event', name: 'Order Completed', sameKey: true },
  reentry,
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'split' },
    split: {
      kind: 'split',
      ways: [
        { share: 40, next: 'mail' },
        { share: 60, next: 'ask' },
      ],
    },
    ask: {
      kind: 'branch',
      ways: [
        {
          when: { kind: 'event', name: 'Product Viewed', count: { $gte: 1 }, within: '1d' },
          next: 'morning',
        },
        { when: { kind: 'trait', where: { plan: 'pro' } }, next: 'mail' },
      ],
      otherwise: 'end',
    },
    morning: { kind: 'wait-until', at: '09:00', zone: 'Europe/Vienna', next: 'mail' },
    mail: { kind: 'send-email', template: 't', next: 'clicked' },
    clicked: {
      ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'mail', timeout: '1d' },
      ...{ then: 'hook', otherwise: 'again' },
    },
    again: { kind: 'send-email', template: 't', next: 'end', failed: 'end' },
    hook: { kind: 'webhook', url: 'https://example.com/x', next: 'end' },
    end: { kind: 'end' },
  },
});

interface Ruled {
  readonly rules: FlowRules;
  readonly expires: string | undefined;
  readonly goal: Partial<Goal> | undefined;
  readonly pause: string | undefined;
}

const ruledFlow = (flow: FlowDefinition, { rules, expires, goal, pause }: Ruled): FlowDefinition => ({
  ...flow,
  rules,
  ...(goal && flow.goal && { goal: { ...flow.goal, ...goal } as Goal }),
  ...(pause && flow.reentry !== 'once' && { reentryAfter: pause }),
  steps: {
    ...flow.steps,
    ...(expires && { mail: { ...flow.steps.mail, expires } as FlowStep }),
  },
});

/** Of what is done in one minute, one thing: the order of the rest is nobody's promise. */
const distinct = <E extends { readonly at: number }>(events: readonly E[]): readonly E[] => [
  ...new Map(events.map((event) => [event.at, event])).values(),
];

const contents = async ({ db }: PastWorld) => {
  const rows: Record<string, unknown> = {};
  const tables: { name: string }[] = await db('sqlite_master').where({ type: 'table' }).select('name');
  for (const { name } of tables) if (name.startsWith('attune_')) rows[name] = await db(name).select();
  return rows;
};
