import { expect } from 'vitest';

import {
  byTime,
  createConditions,
  DEFAULT_SCORING,
  leavesOf,
  type Condition,
  type Conditions,
  type EventFact,
  type Facts,
  type Judge,
  type Leaf,
} from '../../plugin/src';
import type { Tx } from '../../server/src/ports';
import { createProfiles, createTags, eventsCame, readCauses } from '../../server/src/profiles';
import { createSegments } from '../../server/src/segments';
import { isDue } from '../../server/src/segments/judging/unjudged';
import { createAdvance } from '../../server/src/strapi/ring/advance';
import { eachInTurn } from './each-in-turn';
import { DEVICES, KEYS, POPULATIONS, USERS, type Step } from './live-steps';
import type { LiveStores } from './live-stores';

/** Two days before the clocks of Europe go back. */
const START = Date.UTC(2026, 9, 23, 10);
const LIST = 'hub:7';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

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

/** The events that a part of a condition names, wherever; a score is made of those that are weighed. */
const namesIn = (part: Leaf): readonly string[] => {
  const { engagement, rfm } = DEFAULT_SCORING;
  if (part.kind === 'score' && 'name' in part) {
    return part.name === 'engagement' ? Object.keys(engagement.weights) : [rfm.event];
  }
  return [...JSON.stringify(part).matchAll(/"name":"([^"]+)"/g)].flatMap(([, name]) => name ?? []);
};

/** A world with the real people, segments, queue and ring over any stores; its clock is the test's. */
export const createLiveWorld = (stores: LiveStores) => {
  const { store, queue, transact } = stores;
  let now = START;
  let made = 0;
  let came = 0;
  const newId = () => `id${String((made += 1)).padStart(5, '0')}`;
  const plain = createConditions();
  const { count, conditions } = counting(plain);
  const profiles = createProfiles({
    store: stores.profiles,
    lists: stores.lists,
    queue,
    now: () => now,
    newId,
    isErased: async () => false,
  });
  const tags = createTags({ store: stores.tags, profiles, transact, now: () => now });
  const segments = createSegments({
    ...{ store, people: stores.people, transact, conditions, newId, log: silent },
    now: () => now,
    queueEach: queue.schedule,
    waiting: async () => 0,
    heard: async () => false,
    usedBy: async () => [],
    breathe: async () => undefined,
  });
  /** By living profile: what happened, as the evaluator is to be told. */
  const histories = new Map<string, readonly EventFact[]>();
  /** Those who were merged or erased: nothing may be kept of them. */
  const gone = new Set<string>();
  /** Since two became one: how much of their common log is from before, and where they stood. */
  const since = new Map<string, { readonly length: number; readonly inside: boolean }>();
  /** What the ring may have cost at most, by the events that came and the windows that closed. */
  const costs = { allowed: 0, spent: 0, whole: 0, mayBeWhole: 0 };
  const seen = { merges: 0, zones: 0, erasures: 0 };
  let joined: string[] = [];

  profiles.onMerge(async (tx, from, into) => {
    await stores.moveEvents(tx, from, into);
    const both = [...(histories.get(into) ?? []), ...(histories.get(from) ?? [])];
    histories.set(into, both.sort(byTime));
    histories.delete(from);
    gone.add(from);
    joined.push(into);
    seen.merges += 1;
    costs.mayBeWhole += 1;
  });
  profiles.onMerge(segments.onMerge);
  profiles.onMerge(stores.tags.move);

  const conditionsNow = async () =>
    new Map((await segments.all()).map(({ key, condition: one }) => [key, one]));

  /** Keys of the segments that ask for these, in one step or many. */
  const withDependents = async (first: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set(first);
    const asks = (part: Leaf) => part.kind === 'segment' && found.has(String((part as { id?: unknown }).id));
    for (const [key, one] of await conditionsNow()) if (leavesOf(one).some(asks)) found.add(key);
    return found;
  };
  const naming = async (test: (part: Leaf) => boolean): Promise<number> => {
    const all = [...(await conditionsNow())];
    return (await withDependents(all.flatMap(([key, one]) => (leavesOf(one).some(test) ? [key] : [])))).size;
  };

  const ring = createAdvance({
    queue,
    tryLock: (tx, ids, wait) => stores.profiles.tryLock(tx, ids, wait),
    turn: eachInTurn(async (tx, id, at, cause) => {
      const causes = readCauses(cause);
      if (causes.everything) {
        costs.allowed += KEYS.length;
        costs.whole += 1;
      }
      const untils = (await store.untils(tx, [id])).get(id) ?? {};
      const keys = new Map((await store.all(tx)).map((segment) => [segment.id, segment.key]));
      for (const [segmentId, until] of Object.entries(untils)) {
        if (isDue(until, at)) costs.allowed += (await withDependentsIn(tx, [keys.get(segmentId) ?? ''])).size;
      }
      const before = count.evaluations;
      const judged = await segments.judge(tx, new Map([[id, causes]]), at);
      costs.spent += count.evaluations - before;
      return judged.get(id)?.until ?? null;
    }),
    transact,
    now: () => now,
    log: silent,
  });

  /** The same in a transaction: SQLite has one connection, and gives it to nobody else meanwhile. */
  const withDependentsIn = async (tx: Tx, first: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set(first);
    const asks = (part: Leaf) => part.kind === 'segment' && found.has(String((part as { id?: unknown }).id));
    const all = [...(await store.all(tx))].sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { key, condition } of all) if (leavesOf(condition).some(asks)) found.add(key);
    return found;
  };

  const living = (): readonly string[] => [...histories.keys()];
  const walk = async (): Promise<void> => {
    await stores.settle();
    await segments.walk();
  };

  const factsOf = async (id: string, inside: ReadonlySet<string>): Promise<Facts> => {
    const profile = await profiles.get(id);
    const events = histories.get(id) ?? [];
    const names = [...new Set(events.map(({ name }) => name))];
    return {
      profile: {
        id,
        createdAt: 0,
        timezone: profile?.timezone,
        firstSeenAt: events[0]?.at ?? null,
        lastSeenAt: events.at(-1)?.at ?? null,
      },
      traits: profile?.traits ?? {},
      events: Object.fromEntries(names.map((name) => [name, events.filter((event) => event.name === name)])),
      segments: inside,
      lists: await profiles.listsOf(id),
      tags: new Set(await tags.of(id)),
      populations: POPULATIONS,
    };
  };

  /** Every kept membership is what the evaluator says now, where no walk is under way; and nobody's is kept who is gone. */
  const check = async (what: string): Promise<void> => {
    const pending = (await segments.all()).filter(({ bulk }) => bulk !== null).map(({ key }) => key);
    const unsettled = await withDependents(pending);
    const all = await conditionsNow();
    for (const id of living()) {
      const kept = await segments.membershipsOf(id);
      const inside = new Set<string>();
      const facts = await factsOf(id, inside);
      for (const [key, one] of all) {
        const { value } = plain.evaluate(one, facts, now);
        if (value) inside.add(key);
        if (unsettled.has(key)) continue;
        const where = { what, after: now - START, id, key };
        expect({ ...where, value: kept.has(key) }).toEqual({ ...where, value });
      }
    }
    expect(await store.membershipsOf(null, [...gone])).toEqual([]);
    expect([...(await transact((tx) => store.untils(tx, [...gone])))]).toEqual([]);
  };

  const nextDue = async (): Promise<number> => {
    const times = await Promise.all(living().map((id) => queue.dueAt(id, null)));
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
      await ring.advance(living());
      await check('as a window closes');
    }
    now = end;
  };

  const marksOf = async (id: string): Promise<void> => {
    for (const { id: segmentId } of await segments.all()) {
      const { length } = await store.history(segmentId, id, 10_000);
      const inside = (await store.membershipsOf(null, [id])).some((one) => one.segmentId === segmentId);
      since.set(`${segmentId}/${id}`, { length, inside });
    }
  };

  /** Something is done to whoever this device belongs to, as one transaction, and the ring turns. */
  const about = async (
    { who, user }: { readonly who: number; readonly user?: number },
    work: (tx: Tx, id: string) => Promise<void> = async () => undefined,
  ): Promise<void> => {
    joined = [];
    const id = await transact(async (tx) => {
      const userId = user === undefined ? undefined : USERS[user];
      const proven = user !== undefined;
      const found = await profiles.resolve(tx, { anonymousId: DEVICES[who], userId, proven, at: now });
      if (!histories.has(found)) {
        histories.set(found, []);
        costs.mayBeWhole += 1;
      }
      await work(tx, found);
      return found;
    });
    await stores.settle();
    await ring.advance([...living(), id]);
    for (const into of joined) await marksOf(into);
  };

  const perform = async (one: Step): Promise<void> => {
    switch (one.do) {
      case 'event': {
        const event = {
          ...{ name: one.name, at: now - one.late, seq: (came += 1) },
          properties: { total: one.total },
        };
        costs.allowed += await naming(
          (part) =>
            part.kind === 'session' || namesIn(part).some((name) => name === '*' || name === one.name),
        );
        return about(one, async (tx, id) => {
          histories.set(id, [...(histories.get(id) ?? []), event].sort(byTime));
          await stores.happened(tx, id, event);
          await queue.schedule(tx, [{ profileId: id, dueAt: now, cause: eventsCame([one.name]) }]);
        });
      }
      case 'trait': {
        const value = one.name === 'seats' ? { n: one.value } : one.value;
        costs.allowed += await naming(
          (part) => ['trait', 'score'].includes(part.kind) && JSON.stringify(part).includes(one.name),
        );
        return about(one, (tx, id) => profiles.applyTraits(tx, id, { [one.name]: value }));
      }
      case 'list': {
        costs.allowed += await naming((part) => part.kind === 'list');
        return about(one, async (tx, id) => {
          await (one.in ? profiles.setList(tx, id, LIST) : profiles.removeList(tx, id, LIST));
        });
      }
      case 'tag': {
        costs.mayBeWhole += 1;
        return about(one, (tx, id) => tags.put(tx, id, 'b2b', one.on));
      }
      case 'zone': {
        seen.zones += 1;
        costs.allowed += await naming((part) => /"(today|this week)"/.test(JSON.stringify(part)));
        return about(one, (tx, id) => profiles.seen(tx, [{ profileId: id, at: now, timezone: one.zone }]));
      }
      case 'identify':
        return about(one);
      case 'erase': {
        const known = await profiles.find({ kind: 'anonymousId', value: DEVICES[one.who] ?? '' });
        if (!known) return;
        await transact((tx) => stores.erase(tx, known.id));
        histories.delete(known.id);
        gone.add(known.id);
        seen.erasures += 1;
        return stores.settle();
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

  /** By segment and living person: the comings and goings, the oldest first, from where they were one person on. */
  const moves = async (): Promise<
    readonly { readonly inside: boolean; readonly moves: readonly boolean[] }[]
  > => {
    const all = await segments.all();
    return Promise.all(
      all.flatMap(({ id }) =>
        living().map(async (person) => {
          const { length, inside } = since.get(`${id}/${person}`) ?? { length: 0, inside: false };
          const log = (await store.history(id, person, 10_000)).map(({ entered }) => entered).reverse();
          return { inside, moves: log.slice(length) };
        }),
      ),
    );
  };

  return {
    costs,
    seen,
    perform,
    check,
    /** Of everybody who is there: the segments they are in. */
    standing: async (): Promise<readonly (readonly string[])[]> =>
      Promise.all(living().map(async (id) => [...(await segments.membershipsOf(id)).keys()].sort())),
    async begin(conditionsOf: readonly Condition[]) {
      for (const [index, one] of conditionsOf.entries()) {
        await segments.create({ name: KEYS[index] ?? '', key: KEYS[index], condition: one });
      }
      await walk();
    },
    /** Judges everybody anew and says how many memberships that changed. */
    async changesOfAnotherWalk(): Promise<number> {
      await walk();
      const before = await moves();
      for (const key of KEYS) await segments.judgeAnew(key);
      await walk();
      const total = (list: typeof before) => list.reduce((sum, one) => sum + one.moves.length, 0);
      return total(await moves()) - total(before);
    },
    alternates: async () =>
      (await moves()).every(({ inside, moves: log }) =>
        log.every((entered, index) => entered === (index % 2 === 0 ? !inside : inside)),
      ),
  };
};
