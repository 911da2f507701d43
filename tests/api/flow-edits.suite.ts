import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { noFacts, type FlowDefinition, type FlowStep, type JsonObject } from '../../plugin/src';
import type { FlowInput } from '../../server/src/flows';
import { flowsTables } from '../../server/src/flows/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import { createFlowWorld } from '../support/flow-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const flow = (steps: Record<string, FlowStep>, start = 'wait', more: Partial<FlowDefinition> = {}) =>
  ({
    trigger: { kind: 'event', name: 'Began' },
    ...more,
    start,
    steps: { ...steps, end: { kind: 'end' } },
  }) as FlowDefinition;

const wait = (lasts: string, next = 'mail') => ({ kind: 'wait', for: lasts, next });
const mail = (template = 't', next = 'end') => ({ kind: 'send-email', template, next });

const first = flow({ wait: wait('2d'), mail: mail() });

/** What each edit does to people who are already in a flow: the rows of docs/concepts/flow-edit.md. */
export const flowEditsSuite = (freshDatabase: () => Promise<string | undefined>) => () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  let id: string;
  beforeEach(async () => {
    database = await openDatabase([flowsTables], await freshDatabase());
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  const event = (name = 'Began', properties: JsonObject = {}): FlowInput => ({
    kind: 'event',
    event: { name, at: world.now, properties },
  });
  const begin = async (draft: FlowDefinition = first) => {
    id = await world.live(draft);
    await world.turn('ada', event());
  };
  const run = async () => {
    const [row] = await world.db('attune_runs').where({ profile_id: 'ada', flow_id: id }).orderBy('id');
    return row as {
      id: string;
      node: string;
      version: number;
      due_at: unknown;
      ended_because: string | null;
    };
  };
  const due = async () => Number((await run()).due_at);
  const edit = async (draft: FlowDefinition, move: boolean) => {
    await world.flows.update(id, { draft });
    await world.flows.publish(id, { move });
    await world.turn('ada');
  };
  const turnAfter = async (ms: number) => {
    world.now += ms;
    await world.turn('ada');
    await world.work();
  };
  const sent = async () =>
    world.db('attune_outbox').where({ status: 'sent' }).orderBy('created_at').pluck('node');

  describe('left where they are', () => {
    it('they stay on their version, whatever is published', async () => {
      await begin();
      const began = world.now;
      await edit(flow({ wait: wait('1h', 'other'), other: mail('other') }), false);
      expect(await run()).toMatchObject({ version: 1, node: 'wait' });
      expect(await due()).toBe(began + 2 * DAY);
      await world.turn('bob', event());
      expect(await world.db('attune_runs').where({ profile_id: 'bob' })).toMatchObject([{ version: 2 }]);
      await turnAfter(2 * DAY);
      expect(await sent()).toContain('mail');
    });
  });

  describe('moved to the new version', () => {
    it('a wait that was shortened ends so much earlier, at once where that is over', async () => {
      await begin();
      const began = world.now;
      world.now += HOUR;
      await edit(flow({ wait: wait('1d'), mail: mail() }), true);
      expect([await due(), (await run()).version]).toEqual([began + DAY, 2]);
      world.now += 2 * HOUR;
      await edit(flow({ wait: wait('1h'), mail: mail() }), true);
      await world.work();
      expect(await sent()).toEqual(['mail']);
    });

    it('a wait that was lengthened ends so much later, counted from when they came there', async () => {
      await begin();
      const began = world.now;
      world.now += DAY;
      await edit(flow({ wait: wait('5d'), mail: mail() }), true);
      expect(await due()).toBe(began + 5 * DAY);
    });

    it('a wait that was deleted lets them go on to what came after it', async () => {
      await begin();
      await edit(flow({ mail: mail() }, 'mail'), true);
      await world.work();
      expect(await sent()).toEqual(['mail']);
      expect((await run()).ended_because).toBe('finished');
    });

    it('a step inserted before where they stand does not concern them', async () => {
      await begin();
      const began = world.now;
      await edit(flow({ hello: mail('hello', 'wait'), wait: wait('2d'), mail: mail() }, 'hello'), true);
      expect([await sent(), await due()]).toEqual([[], began + 2 * DAY]);
    });

    it('a step inserted after where they stand is done for them too', async () => {
      await begin();
      await edit(flow({ wait: wait('2d', 'hello'), hello: mail('hello', 'mail'), mail: mail() }), true);
      await turnAfter(2 * DAY);
      expect((await sent()).sort()).toEqual(['hello', 'mail']);
    });

    it('a branch that was changed decides for those who have not come to it, and not for those who have', async () => {
      const branched = (plan: string) =>
        flow({
          wait: wait('2d', 'ask'),
          ask: {
            kind: 'branch',
            ways: [{ when: { kind: 'trait', where: { plan } }, next: 'gold' }],
            otherwise: 'plain',
          },
          gold: wait('1d', 'mail'),
          plain: wait('1d', 'mail'),
          mail: mail(),
        });
      await begin(branched('gold'));
      await world.turn('bob', event());
      world.facts = { ...world.facts, traits: { plan: 'silver' } };
      world.now += 2 * DAY;
      await world.turn('bob');
      await edit(branched('silver'), true);
      await world.turn('bob');
      const standing = await world.db('attune_runs').orderBy('profile_id').pluck('node');
      expect(standing).toEqual(['gold', 'plain']);
    });

    it('a step deleted where they stand is left by its first way, over steps that are gone too', async () => {
      await begin(flow({ wait: wait('2d', 'more'), more: wait('2d', 'mail'), mail: mail() }));
      await edit(flow({ mail: mail() }, 'mail'), true);
      await world.work();
      expect(await sent()).toEqual(['mail']);
      expect(await world.db('attune_run_steps').where({ node: 'wait' })).toMatchObject([
        { outcome: 'passed', detail: 'taken out', version: 2 },
      ]);
    });

    it('where nothing that came after it is left, they leave the flow', async () => {
      await begin(flow({ wait: wait('2d', 'mail'), mail: mail('t', 'last'), last: wait('1d', 'end') }));
      await edit(
        {
          ...flow({ fresh: wait('1d', 'stop') }, 'fresh'),
          steps: { fresh: wait('1d', 'stop'), stop: { kind: 'end' } },
        },
        true,
      );
      expect((await run()).ended_because).toBe('stopped');
      expect(await sent()).toEqual([]);
    });

    it('a mail that was not asked for yet is the new one, under the new rules and exits', async () => {
      await begin(flow({ wait: wait('1d'), mail: mail('old') }));
      const hours = { quietFrom: '00:00', quietTo: '23:00', zone: 'UTC' };
      await edit(
        flow({ wait: wait('1d'), mail: mail('new') }, 'wait', {
          rules: { hours },
          exits: [{ kind: 'event', name: 'Left' }],
        }),
        true,
      );
      await turnAfter(DAY);
      const [row] = await world.db('attune_outbox');
      expect(JSON.parse(row.payload as string)).toMatchObject({ template: 'new' });
      expect(row).toMatchObject({ status: 'queued', reason: 'quiet hours' });
      await world.turn('ada', event('Left'));
      expect((await run()).ended_because).toBe('exit');
    });

    it('a mail that was sent is not sent again, and one that waits to go goes once', async () => {
      await begin(flow({ mail: mail('t', 'wait'), wait: wait('2d', 'end') }, 'mail'));
      await world.work();
      for (const template of ['u', 'v', 'w']) {
        await edit(flow({ mail: mail(template, 'wait'), wait: wait('2d', 'end') }, 'mail'), true);
        await world.work();
      }
      expect(await sent()).toEqual(['mail']);
    });

    it('is moved over several versions at once, and while it was paused when it goes on', async () => {
      await begin();
      const began = world.now;
      await world.flows.pause(id);
      await world.flows.update(id, { draft: flow({ wait: wait('3d'), mail: mail() }) });
      await world.flows.publish(id, { move: true });
      await world.flows.pause(id);
      await world.flows.update(id, { draft: flow({ wait: wait('4d'), mail: mail() }) });
      await world.flows.publish(id, { move: true });
      await world.turn('ada');
      expect([await due(), (await run()).version]).toEqual([began + 4 * DAY, 3]);
    });
  });

  describe('paused, and going on', () => {
    const twice = flow({ mail: mail('t', 'wait'), wait: wait('1h', 'late'), late: mail('u') }, 'mail');
    /** One mail is held, and the wait of another person is over. */
    const overdue = async () => {
      id = await world.live(twice);
      await world.turn('bob', event());
      await world.work();
      await world.turn('ada', event());
      await world.flows.pause(id);
      await world.work();
      world.now += DAY;
      await world.turn('bob');
      expect(await sent()).toEqual(['mail']);
      expect(await world.flows.publishingFigures(id)).toMatchObject({ overdue: 3 });
    };
    const goOn = async (choice: Parameters<typeof world.flows.resume>[1]) => {
      await world.flows.resume(id, choice);
      for (const each of ['ada', 'bob']) await world.turn(each);
      await world.work();
    };

    it('sends what is overdue at once, where nothing else is said', async () => {
      await overdue();
      await goOn({});
      expect(await sent()).toEqual(['mail', 'mail', 'late', 'late']);
    });

    it('skips it, where that is chosen, and people go on', async () => {
      await overdue();
      await goOn({ overdue: 'skip' });
      expect(await sent()).toEqual(['mail']);
      expect(await world.db('attune_runs').pluck('ended_because')).toEqual(['finished', 'finished']);
      const skipped = await world.db('attune_outbox').where({ status: 'skipped' }).pluck('reason');
      expect(new Set(skipped)).toEqual(new Set(['it fell due while the flow was paused']));
      await world.turn('eve', event());
      await world.work();
      expect(await sent()).toEqual(['mail', 'mail']);
    });

    it('spreads it over hours, where that is chosen', async () => {
      await overdue();
      const resumed = world.now;
      await goOn({ overdue: 'spread', over: '4h' });
      for (let n = 0; n < 4 * 12; n += 1) {
        world.now += HOUR / 12;
        await world.work();
      }
      const times = (await world.db('attune_outbox').orderBy('sent_at').pluck('sent_at')).map(Number);
      expect(times).toHaveLength(4);
      expect(times.slice(1).every((at) => at >= resumed && at <= resumed + 4 * HOUR)).toBe(true);
      expect(new Set(times).size).toBeGreaterThan(2);
    });
  });

  describe('stopped', () => {
    it('by force: they leave, and what was not sent is skipped', async () => {
      await begin(flow({ mail: mail('t', 'wait'), wait: wait('1d', 'end') }, 'mail'));
      await world.flows.stop(id);
      await world.work();
      expect((await run()).ended_because).toBe('stopped');
      expect(await world.statuses()).toEqual(['skipped: the flow was stopped']);
    });

    it('by draining: nobody comes in, they go on to the end, and then it is stopped', async () => {
      await begin();
      await world.flows.stop(id, 'drain');
      await world.turn('bob', event());
      expect(await world.db('attune_runs').where({ profile_id: 'bob' })).toEqual([]);
      await world.flows.finishDraining();
      expect(await world.flows.get(id)).toMatchObject({ status: 'draining' });
      await turnAfter(2 * DAY);
      expect(await sent()).toEqual(['mail']);
      expect((await run()).ended_because).toBe('finished');
      await world.flows.finishDraining();
      expect(await world.flows.get(id)).toMatchObject({ status: 'stopped' });
    });
  });

  describe('published for those who qualify already', () => {
    const crowd = flow({ wait: wait('3d'), mail: mail() }, 'wait', {
      trigger: { kind: 'segment-entered', segment: 'vip' },
      goal: { kind: 'event', name: 'Ordered' },
    });
    const publish = async (draft: FlowDefinition, choice: Parameters<typeof world.flows.publish>[1]) => {
      const { id: made } = await world.flows.create({ key: 'crowd', name: 'crowd', draft });
      id = made;
      await world.flows.publish(id, choice);
      await world.schedule.work();
    };
    const runs = () => world.db('attune_runs').orderBy('profile_id');

    it('starts nobody unless it is said', async () => {
      world.since = { ada: 1 };
      await publish(crowd, {});
      expect([await runs(), world.queued]).toEqual([[], []]);
      expect(await world.flows.publishingFigures(id)).toMatchObject({
        today: { people: 1, exact: true, looksBack: false },
        elsewhere: 0,
      });
    });

    it('starts them at once, but for those who have reached the goal since', async () => {
      world.since = { ada: world.now - DAY, bob: world.now - DAY };
      world.history = { bob: [{ name: 'Ordered', at: world.now - HOUR, properties: {} }] };
      await publish(crowd, { today: 'at-once' });
      for (const each of ['ada', 'bob']) await world.turn(each);
      expect(await runs()).toMatchObject([{ profile_id: 'ada', node: 'wait' }]);
      expect(await due()).toBe(world.now + 3 * DAY);
    });

    it('spreads them over hours, each at a time that does not change', async () => {
      world.since = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p${n}`, world.now - DAY]));
      const began = world.now;
      await publish(crowd, { today: 'spread', over: '4h' });
      const people = Object.keys(world.since);
      const entered: number[] = [];
      for (let n = 0; n <= 16; n += 1) {
        for (const each of people) await world.turn(each);
        entered.push((await runs()).length);
        world.now = began + (n + 1) * (HOUR / 4);
      }
      expect(entered.at(-1)).toBe(40);
      expect(entered[8]).toBeGreaterThan(10);
      expect(entered[8]).toBeLessThan(30);
    });

    it('starts them by their own dates: waits count from then, and what lies behind is left out', async () => {
      const two = flow(
        {
          hello: mail('hello', 'wait'),
          wait: wait('3d'),
          mail: { ...mail('t', 'again') },
          again: wait('3d', 'last'),
          last: mail('u'),
        },
        'hello',
        { trigger: { kind: 'segment-entered', segment: 'vip' } },
      );
      world.since = { ada: world.now - 4 * DAY, bob: world.now - DAY };
      await publish(two, { today: 'own-dates' });
      for (const each of ['ada', 'bob']) await world.turn(each);
      await world.work();
      expect(await runs()).toMatchObject([{ node: 'again' }, { node: 'wait' }]);
      expect((await runs()).map(({ due_at }) => Number(due_at) - world.now)).toEqual([2 * DAY, 2 * DAY]);
      expect(await sent()).toEqual([]);
      expect(new Set(await world.statuses())).toEqual(new Set(['skipped: its time was before publishing']));
      await turnAfter(2 * DAY);
      expect(await sent()).toEqual(['last']);
    });

    it('starts those who did it in the last days, each cart once, with what they did', async () => {
      const carts = flow({ wait: wait('1d'), mail: mail() }, 'wait', {
        trigger: { kind: 'event', name: 'Product Added', key: 'cart', where: { total: { $gte: 100 } } },
        goal: { kind: 'event', name: 'Ordered', sameKey: true },
      });
      const did = (name: string, ago: number, properties: JsonObject) => ({
        ...{ name, at: world.now - ago, properties },
      });
      world.history = {
        ada: [
          did('Product Added', 3 * DAY, { cart: 'c1', total: 120 }),
          did('Product Added', 2 * DAY, { cart: 'c1', total: 150 }),
          did('Product Added', 2 * DAY, { cart: 'c2', total: 150 }),
          did('Ordered', DAY, { cart: 'c2' }),
          did('Product Added', DAY, { cart: 'c3', total: 20 }),
        ],
        bob: [did('Product Added', 40 * DAY, { cart: 'c4', total: 300 })],
      };
      await publish(carts, { today: 'at-once', within: '30d' });
      for (const each of ['ada', 'bob']) await world.turn(each);
      const [only, ...others] = await runs();
      expect(others).toEqual([]);
      expect(only).toMatchObject({ profile_id: 'ada', run_key: 'c1' });
      expect(JSON.parse(only.state as string)).toMatchObject({ trigger: { properties: { total: 150 } } });
    });

    it('puts nobody off whom something has ended meanwhile', async () => {
      world.since = { ada: world.now - DAY };
      await publish(crowd, { today: 'spread', over: '4h' });
      const ordered = { name: 'Ordered', at: world.now + 1, properties: {} };
      world.now += 4 * HOUR;
      world.facts = { ...noFacts(), events: { Ordered: [ordered] } };
      await world.turn('ada');
      expect(await runs()).toEqual([]);
      world.facts = noFacts();
    });

    it('takes those of more than a thousand to be as a thousand of them', async () => {
      world.since = Object.fromEntries(
        Array.from({ length: 2_000 }, (_, n) => [`p${String(n).padStart(4, '0')}`, world.now - DAY]),
      );
      const ordered = [{ name: 'Ordered', at: world.now - HOUR, properties: {} }];
      world.history = Object.fromEntries(
        Object.keys(world.since).flatMap((each, n) => (n % 4 === 0 ? [[each, ordered]] : [])),
      );
      const { id: asked } = await world.flows.create({ key: 'many', name: 'many', draft: crowd });
      const { today } = await world.flows.publishingFigures(asked);
      expect(today).toEqual({ people: 1_500, inside: 0, exact: false, looksBack: false });
    });

    it('waits with them while it is paused', async () => {
      world.since = { ada: world.now - DAY };
      await publish(crowd, { today: 'at-once' });
      await world.flows.pause(id);
      await world.turn('ada');
      expect(await runs()).toEqual([]);
      world.queued.length = 0;
      await world.flows.resume(id);
      expect(world.queued).toEqual(['ada']);
      await world.turn('ada');
      expect(await runs()).toHaveLength(1);
    });
  });
};
