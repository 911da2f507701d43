import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { noFacts, type EventFact, type Facts, type Trigger } from '../../../../plugin/src';
import { openDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowsTables } from '../strapi/tables';
import { TODAY } from './publishing';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How somebody's moment is come by, for each trigger that waits for one. */
const KINDS: readonly {
  readonly trigger: Trigger;
  readonly known: (moment: number) => Pick<Facts, 'traits' | 'events'>;
}[] = [
  {
    trigger: { kind: 'date', field: 'ends', zone: 'UTC' },
    known: (ends) => ({ traits: { ends }, events: {} }),
  },
  {
    trigger: { kind: 'inactivity', for: '1h', name: 'Called' },
    known: (moment) => ({
      traits: {},
      events: { Called: [{ name: 'Called', at: moment - HOUR, properties: {} }] },
    }),
  },
  {
    trigger: { kind: 'cart-left', for: '1h' },
    known: (moment) => ({
      traits: {},
      events: {
        'Product Added': [
          {
            ...{ name: 'Product Added', at: moment - HOUR },
            properties: { cart_id: 'c', product_id: 'P', price: 5 },
          },
        ],
      },
    }),
  },
];

/** Milliseconds around the moment of publishing. */
const around = fc.integer({ min: -4, max: 20 });
const later = fc.integer({ min: 0, max: 24 });

const published = fc.record({
  of: fc.constantFrom(...KINDS),
  today: fc.constantFrom(...TODAY),
  /** Moments of as many people. */
  moments: fc.array(around, { minLength: 1, maxLength: 5 }),
  /** When the portion comes that they are in. */
  told: fc.array(later, { maxLength: 2 }),
  turns: fc.array(fc.record({ who: fc.nat(4), at: fc.integer({ min: -4, max: 24 }) }), { maxLength: 12 }),
  again: fc.option(later),
});

type Published = typeof published extends fc.Arbitrary<infer One> ? One : never;

/** How many runs each of them had in the end. */
const runsOf = async ({ of, today, moments, told, turns, again }: Published): Promise<readonly number[]> => {
  const database = await openDatabase([flowsTables]);
  try {
    const world = createFlowWorld(database);
    const began = world.now;
    const facts = moments.map((moment): Facts => ({ ...noFacts(), ...of.known(began + moment) }));
    const ids = moments.map((_, who) => `p${who}`);
    world.people = ids;
    facts.forEach(({ traits, events }, who) => {
      world.traits[`p${who}`] = traits;
      world.history[`p${who}`] = Object.values(events).flat() as EventFact[];
    });
    const turn = async (who: number): Promise<void> => {
      world.facts = facts[who] ?? noFacts();
      if (who < ids.length) await world.turn(`p${who}`);
    };
    const { id } = await world.flows.create({
      ...{ key: 'flow', name: 'flow' },
      draft: {
        ...{ trigger: of.trigger, reentry: 'always', start: 'end' },
        steps: { end: { kind: 'end' } },
      },
    });
    const steps = [
      ...turns.map(({ who, at }) => ({ at, do: () => turn(who) })),
      { at: 0, do: () => world.flows.publish(id, { today }) },
      ...told.map((at) => ({ at, do: () => world.schedule.work() })),
      ...(again === null ? [] : [{ at: again, do: () => world.flows.publish(id) }]),
    ];
    for (const step of steps.sort((a, b) => a.at - b.at)) {
      world.now = began + step.at;
      await step.do();
    }
    for (const at of [began + 30, began + 31, began + DAY]) {
      world.now = at;
      await world.schedule.work();
      for (const who of ids.keys()) await turn(who);
    }
    const rows: { profile_id: string }[] = await world.db('attune_runs').select('profile_id');
    return ids.map((person) => rows.filter(({ profile_id }) => profile_id === person).length);
  } finally {
    await database.stop();
  }
};

describe('going live', () => {
  it(
    'starts once whose moment comes after it, and before it only where that was chosen',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(published, async (one) => {
          const wanted = one.moments.map((moment) => (moment > 0 || one.today !== 'nobody' ? 1 : 0));
          expect(await runsOf(one)).toEqual(wanted);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('starts nobody whose moment came while it was stopped, and whoever’s came while it was paused', async () => {
    const database = await openDatabase([flowsTables]);
    const world = createFlowWorld(database);
    world.people = ['ada'];
    const flow = await world.live({
      ...{ trigger: { kind: 'date', field: 'ends', zone: 'UTC' }, reentry: 'always', start: 'end' },
      steps: { end: { kind: 'end' } },
    });
    const endsIn = async (hours: number): Promise<void> => {
      world.facts = { ...noFacts(), traits: { ends: world.now + hours * HOUR } };
      await world.schedule.work();
      await world.turn('ada');
      world.now += HOUR;
    };
    const went = async (): Promise<number> => {
      await world.schedule.work();
      await world.turn('ada');
      return (await world.db('attune_runs')).length;
    };
    await endsIn(2);
    await world.flows.stop(flow);
    world.now += 2 * HOUR;
    await world.flows.publish(flow);
    expect(await went()).toBe(0);
    await endsIn(2);
    await world.flows.pause(flow);
    world.now += 2 * HOUR;
    await world.flows.resume(flow);
    expect([await went(), await went()]).toEqual([1, 1]);
    await database.stop();
  });
});
