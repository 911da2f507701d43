import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  createConditions,
  leavesOf,
  type Condition,
  type Conditions,
  type EventFact,
  type Facts,
  type Judge,
  type JsonObject,
} from '../../../plugin/src';
import { EVERYTHING, eventsCame, newProfile, readCauses, type CauseText } from '../profiles';
import { listChanged, traitsChanged } from '../profiles/cause';
import { createMemoryProfiles } from '../profiles/profile-store.memory';
import { createAdvance } from '../strapi/advance';
import { createMemoryPeople } from './people.memory';
import { createMemorySegments } from './segment-store.memory';
import { createSegments } from './segments';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 8, 24, 10);
const PEOPLE = ['ada', 'bob', 'eve'];
const KEYS = ['s0', 's1', 's2', 's3'];
const silent = { debug() {}, info() {}, warn() {}, error() {} };

type Step =
  | {
      readonly do: 'event';
      readonly who: number;
      readonly name: string;
      readonly late: number;
      readonly total: number;
    }
  | { readonly do: 'trait'; readonly who: number; readonly name: string; readonly value: number }
  | { readonly do: 'list'; readonly who: number; readonly in: boolean }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'edit'; readonly segment: number; readonly condition: Condition; readonly walk: boolean }
  | { readonly do: 'walk' };

const within = fc.constantFrom('1h', '24h', '2d', 'today');
const name = fc.constantFrom('Order Completed', 'Product Viewed', '*');
const count = fc.constantFrom<JsonObject>({ $gte: 1 }, { $gte: 2 }, { $eq: 1 }, { $lt: 2 }, { $gt: 2 });

const leaf = (earlier: readonly string[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.record({ kind: fc.constant('event'), name, count, within }),
    fc.record({ kind: fc.constant('event'), name, count, where: fc.constant({ total: { $gt: 2 } }) }),
    fc.record({
      kind: fc.constant('event'),
      name,
      sum: fc.constant('total'),
      value: fc.constant({ $gt: 4 }),
      within,
    }),
    fc.record({
      kind: fc.constant('recency'),
      name,
      which: fc.constantFrom('first', 'last'),
      value: fc.constantFrom<JsonObject>({ $lt: '24h' }, { $gte: '2d' }, { $gt: '1h', $lte: '24h' }),
    }),
    fc.record({
      kind: fc.constant('trait'),
      where: fc.constantFrom<JsonObject>({ plan: 1 }, { 'seats.n': 2 }),
    }),
    fc.constant<Condition>({ kind: 'list', connection: 'hub', id: '7' }),
    ...(earlier.length > 0
      ? [fc.record({ kind: fc.constant('segment'), id: fc.constantFrom(...earlier) })]
      : []),
  ) as fc.Arbitrary<Condition>;

/** Segments ask for those before them only, so that no edit makes a circle. */
const condition = (segment: number): fc.Arbitrary<Condition> => {
  const one = leaf(KEYS.slice(0, segment));
  return fc.oneof(
    one,
    fc.record({ not: one }),
    fc.record({ all: fc.array(fc.oneof(one, fc.record({ not: one })), { maxLength: 3 }) }),
    fc.record({ any: fc.array(one, { maxLength: 3 }) }),
  ) as fc.Arbitrary<Condition>;
};

const who = fc.nat(PEOPLE.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      who,
      name: fc.constantFrom('Order Completed', 'Product Viewed', 'Shared'),
      late: fc.constantFrom(0, 0, 0, HOUR / 2, 30 * HOUR, -HOUR),
      total: fc.integer({ min: 0, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, HOUR, 11 * HOUR, 50 * HOUR),
    }),
  },
  fc.record({
    do: fc.constant('trait' as const),
    who,
    name: fc.constantFrom('plan', 'seats', 'other'),
    value: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ do: fc.constant('list' as const), who, in: fc.boolean() }),
  fc.nat(KEYS.length - 1).chain((segment) =>
    fc.record({
      do: fc.constant('edit' as const),
      segment: fc.constant(segment),
      condition: condition(segment),
      walk: fc.boolean(),
    }),
  ),
  fc.constant({ do: 'walk' as const }),
);

interface Person {
  readonly id: string;
  readonly traits: JsonObject;
  readonly events: readonly EventFact[];
  readonly lists: readonly string[];
}

/** Counts the judgements of memberships; which of them are the ring's, the caller knows. */
const counting = (inner: Conditions) => {
  const count = { evaluations: 0 };
  const compile: Conditions['compile'] = (given) => {
    const judge = inner.compile(given);
    // Why is asked only of those who come or go: that is no judgement more.
    const counted = ((facts, now) => judge(facts, now)) as Judge;
    counted.until = (facts, now) => {
      count.evaluations += 1;
      return judge.until(facts, now);
    };
    counted.test = judge.test;
    return counted;
  };
  return { count, conditions: { ...inner, compile } };
};

/** A world with the real segments, queue and ring over fakes of their stores; its clock is the test's. */
const open = () => {
  let now = START;
  let made = 0;
  const memory = createMemoryProfiles();
  const { store, transact } = createMemorySegments();
  const members = new Map<string, Set<string>>();
  const people = createMemoryPeople((segmentId) => members.get(segmentId) ?? new Set());
  const known = new Map<string, Person>();
  const plain = createConditions();
  const { count, conditions } = counting(plain);
  const segments = createSegments({
    store,
    people,
    transact,
    conditions,
    now: () => now,
    newId: () => `id${(made += 1)}`,
    log: silent,
    queueEach: memory.queue.schedule,
    waiting: async () => 0,
    heard: async () => false,
    usedBy: async () => [],
    breathe: async () => undefined,
  });
  /** What the ring may have cost at most, by the events that came and the windows that closed. */
  let allowed = 0;
  let spent = 0;

  const conditionsNow = async () =>
    new Map((await segments.all()).map(({ key, condition: one }) => [key, one]));

  /** Keys of the segments that ask for this one, in one step or many. */
  const withDependents = async (first: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set(first);
    for (const [key, one] of await conditionsNow()) {
      if (
        leavesOf(one).some(
          (part) => part.kind === 'segment' && found.has(String((part as { id?: unknown }).id)),
        )
      ) {
        found.add(key);
      }
    }
    return found;
  };

  const naming = async (test: (part: ReturnType<typeof leavesOf>[number]) => boolean): Promise<number> => {
    const named = [...(await conditionsNow())].flatMap(([key, one]) =>
      leavesOf(one).some(test) ? [key] : [],
    );
    return (await withDependents(named)).size;
  };

  const ring = createAdvance({
    queue: memory.queue,
    tryLock: memory.store.tryLock,
    exists: async () => true,
    turn: async (tx, id, at, cause) => {
      const untils = (await store.untils(tx, [id])).get(id) ?? {};
      const keys = new Map((await segments.all()).map((segment) => [segment.id, segment.key]));
      for (const [segmentId, until] of Object.entries(untils)) {
        if (until <= at) allowed += (await withDependents([keys.get(segmentId) ?? ''])).size;
      }
      const before = count.evaluations;
      const { until } = await segments.judge(tx, id, at, readCauses(cause));
      spent += count.evaluations - before;
      return until;
    },
    transact: memory.transact,
    now: () => now,
    log: silent,
  });

  const put = (person: Person): void => {
    known.set(person.id, person);
    people.put(person);
  };
  const cause = async (id: string, why: CauseText, cost: number): Promise<void> => {
    allowed += cost;
    await memory.transact((tx) => memory.queue.schedule(tx, [{ profileId: id, dueAt: now, cause: why }]));
    await ring.advance([id]);
  };
  const walk = async (): Promise<void> => {
    for (const { id } of await segments.all()) {
      const ids = await store.memberIds(null, id, { after: '', upTo: null });
      members.set(id, new Set(ids));
    }
    // A walk reads the memberships of others where an index would: as they are kept.
    await segments.walk();
  };

  const expected = async (person: Person): Promise<Map<string, boolean>> => {
    const inside = new Set<string>();
    const names = [...new Set(person.events.map((event) => event.name))];
    const facts: Facts = {
      profile: {
        id: person.id,
        createdAt: 0,
        firstSeenAt: person.events[0]?.at ?? null,
        lastSeenAt: person.events.at(-1)?.at ?? null,
      },
      traits: person.traits,
      events: Object.fromEntries(
        names.map((one) => [one, person.events.filter((event) => event.name === one)]),
      ),
      segments: inside,
      lists: new Set(person.lists),
      tags: new Set(),
    };
    const answers = new Map<string, boolean>();
    for (const [key, one] of await conditionsNow()) {
      const { value } = plain.evaluate(one, facts, now);
      if (value) inside.add(key);
      answers.set(key, value);
    }
    return answers;
  };

  /** Every kept membership is what the evaluator says now, where no walk is under way. */
  const check = async (what: string): Promise<void> => {
    const pending = (await segments.all()).filter(({ bulk }) => bulk !== null).map(({ key }) => key);
    const open_ = await withDependents(pending);
    for (const person of known.values()) {
      const kept = await segments.membershipsOf(person.id);
      for (const [key, value] of await expected(person)) {
        if (!open_.has(key))
          expect([what, now - START, person.id, key, kept.has(key)]).toEqual([
            what,
            now - START,
            person.id,
            key,
            value,
          ]);
      }
    }
  };

  const nextDue = async (): Promise<number> => {
    const times = await Promise.all(PEOPLE.map((id) => memory.queue.dueAt(id, null)));
    return Math.min(...times.map((time) => time ?? Infinity));
  };

  const wait = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (let due = await nextDue(); due <= end; due = await nextDue()) {
      if (due - 1 > now) {
        now = due - 1;
        await check('a moment before');
      }
      now = Math.max(now, due);
      await ring.advance(PEOPLE);
      await check('as a window closes');
    }
    now = end;
  };

  const perform = async (one: Step): Promise<void> => {
    const id = 'who' in one ? (PEOPLE[one.who] ?? '') : '';
    const person = known.get(id);
    switch (one.do) {
      case 'event': {
        if (!person) return;
        const event = { name: one.name, at: now - one.late, properties: { total: one.total } };
        put({ ...person, events: [...person.events, event].sort((a, b) => a.at - b.at) });
        const cost = await naming((part) => 'name' in part && (part.name === '*' || part.name === one.name));
        return cause(id, eventsCame([one.name]), cost);
      }
      case 'trait': {
        if (!person) return;
        const value = one.name === 'seats' ? { n: one.value } : one.value;
        put({ ...person, traits: { ...person.traits, [one.name]: value } });
        const cost = await naming((part) => part.kind === 'trait' && JSON.stringify(part).includes(one.name));
        return cause(id, traitsChanged([one.name]), cost);
      }
      case 'list': {
        if (!person) return;
        put({ ...person, lists: one.in ? ['hub:7'] : [] });
        return cause(id, listChanged('hub:7'), await naming((part) => part.kind === 'list'));
      }
      case 'wait':
        return wait(one.ms);
      case 'edit':
        await segments.update(KEYS[one.segment] ?? '', { condition: one.condition });
        if (one.walk) await walk();
        return;
      case 'walk':
        return walk();
    }
  };

  return {
    async begin(conditionsOf: readonly Condition[]) {
      for (const [index, one] of conditionsOf.entries()) {
        await segments.create({ name: KEYS[index] ?? '', key: KEYS[index], condition: one });
      }
      await walk();
      for (const id of PEOPLE) {
        await memory.transact((tx) => memory.store.insert(tx, newProfile(id, now)));
        put({ id, traits: {}, events: [], lists: [] });
        await cause(id, EVERYTHING, KEYS.length);
      }
    },
    perform,
    check,
    costs: () => ({ spent, allowed }),
    /** Walks over the base once more and says whether that changed anything. */
    async changesOfAnotherWalk(): Promise<number> {
      await walk();
      const before = await histories();
      for (const key of KEYS) await segments.judgeAnew(key);
      await walk();
      return (await histories()).flat().length - before.flat().length;
    },
    alternates: async () =>
      (await histories()).every((changes) => changes.every((change, index) => change === (index % 2 === 0))),
  };

  async function histories(): Promise<boolean[][]> {
    const all = await segments.all();
    return Promise.all(
      all.flatMap(({ id }) =>
        PEOPLE.map(async (person) =>
          (await store.history(id, person, 10_000)).map(({ entered }) => entered).reverse(),
        ),
      ),
    );
  }
};

describe('live membership', () => {
  it(
    'is what the evaluator says at every instant, by as few judgements as there is cause for',
    { timeout: 120_000 },
    async () => {
      const worlds = fc.tuple(condition(0), condition(1), condition(2), condition(3));
      await fc.assert(
        fc.asyncProperty(worlds, fc.array(step, { minLength: 5, maxLength: 30 }), async (first, steps) => {
          const world = open();
          await world.begin(first);
          await world.check('at first');
          for (const one of steps) {
            await world.perform(one);
            await world.check(one.do);
          }
          expect(await world.changesOfAnotherWalk()).toBe(0);
          await world.check('at last');
          expect(await world.alternates()).toBe(true);
          const { spent, allowed } = world.costs();
          expect(spent).toBeLessThanOrEqual(allowed);
        }),
        { numRuns: 150 },
      );
    },
  );
});
