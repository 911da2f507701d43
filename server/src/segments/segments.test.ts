import { beforeEach, describe, expect, it } from 'vitest';

import {
  createConditions,
  defineConditionKind,
  type Condition,
  type EventFact,
  type JsonObject,
} from '../../../plugin/src';
import { z } from 'zod';
import type { Log } from '../ports';
import { EVERYTHING, ONLY_TIME, readCauses, UNTOLD, type CauseText, type Due } from '../profiles';
import { createMemoryPeople } from './people.memory';
import type { Place } from './editing/places';
import { createMemorySegments } from './segment-store.memory';
import { createSegments } from './segments';

const DAY = 86_400_000;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A kind that fails on everybody called Eve. */
const fragile = defineConditionKind<{ kind: 'fragile' }>({
  kind: 'fragile',
  label: 'Fragile',
  options: z.strictObject({ kind: z.literal('fragile') }),
  describe: () => 'fragile',
  explain: () => 'fragile',
  behaviour: {
    kind: 'fragile',
    needs: () => ({}),
    compile: () => {
      const test = ({ traits }: { traits: { name?: unknown } }): boolean => {
        if (traits.name === 'Eve') throw new Error('Eve');
        return true;
      };
      return { test: test as never, find: test as never };
    },
  },
});

const VIP: Condition = { kind: 'event', name: 'Order Completed', count: { $gte: 2 }, within: '30d' };
const GERMAN: Condition = { kind: 'trait', where: { country: 'DE' } };
const MOBILE: Condition = { kind: 'context', where: { device: 'mobile' } };

const order = (at: number): EventFact => ({ name: 'Order Completed', at, properties: { total: 10 } });

const open = () => {
  let now = 100 * DAY;
  let made = 0;
  const { store, transact } = createMemorySegments();
  const queued: Due[] = [];
  const people = createMemoryPeople();
  let waiting = 0;
  const heard = new Set<string>();
  const usedBy: Place[] = [];
  let breath = async (): Promise<void> => undefined;
  let failing: string | null = null;
  const segments = createSegments({
    store: {
      ...store,
      moveBulk: async (tx, id, from, to) => {
        const segment = (await store.all(tx)).find((each) => each.id === id);
        if (segment?.key === failing) throw new Error('the disk is full');
        return store.moveBulk(tx, id, from, to);
      },
    },
    people,
    transact,
    conditions: createConditions([fragile]),
    now: () => now,
    newId: () => `s${(made += 1)}`,
    log: silent,
    queueEach: async (_tx, rows) => void queued.push(...rows),
    waiting: async () => waiting,
    heard: async (key) => heard.has(key),
    usedBy: async () => usedBy,
    breathe: () => breath(),
  });
  const judge = async (id: string, cause: CauseText = EVERYTHING) => {
    const judged = await transact((tx) => segments.judge(tx, new Map([[id, readCauses(cause)]]), now));
    return judged.get(id) ?? { changes: [], until: null };
  };
  return {
    segments,
    people,
    queued,
    usedBy,
    heard,
    judge,
    async judgeMany(ids: readonly string[], cause: CauseText) {
      const some = await segments.judgeMany(cause);
      await transact((tx) => some(tx, ids));
    },
    create: (key: string, condition: Condition) => segments.create({ key, name: key, condition }),
    setWaiting: (count: number) => (waiting = count),
    onBreath: (work: () => Promise<void>) => void (breath = work),
    failOn: (key: string | null) => void (failing = key),
    setNow: (time: number) => (now = time),
    now: () => now,
    keysOf: async (id: string) => [...(await segments.membershipsOf(id))].sort(),
    decided: async (id: string | null, context = {}) =>
      [...(await segments.decide(id, context)).standing]
        .flatMap(([key, inside]) => (inside ? [key] : []))
        .sort(),
  };
};

describe('segments', () => {
  let t: ReturnType<typeof open>;
  beforeEach(() => {
    t = open();
  });

  describe('membership', () => {
    it('is entered with its event, left at its second, and says why', async () => {
      await t.create('vip', VIP);
      t.people.put({ id: 'ada', events: [order(t.now() - 29 * DAY), order(t.now() - DAY)] });
      const entered = await t.judge('ada');
      expect(entered.changes).toEqual([
        {
          segmentId: 's1',
          key: 'vip',
          entered: true,
          at: t.now(),
          because: ['2 × "Order Completed" in the last 30 days'],
        },
      ]);
      expect(entered.until).toBe(t.now() + DAY);
      expect((await t.judge('ada')).changes).toEqual([]);

      t.setNow((entered.until ?? 0) - 1);
      expect((await t.judge('ada')).changes).toEqual([]);
      t.setNow(entered.until ?? 0);
      expect((await t.judge('ada')).changes).toMatchObject([{ key: 'vip', entered: false, at: t.now() }]);
      expect(await t.keysOf('ada')).toEqual([]);
      const { history, reasons } = await t.segments.explain('vip', 'ada');
      expect(reasons).toMatchObject([{ path: '', kind: 'event', value: false }]);
      expect(history.map(({ entered: came }) => came)).toEqual([false, true]);
    });

    it('of nested segments is judged in their order, whatever order they were made in', async () => {
      await t.create('base', GERMAN);
      await t.create('others', { not: { kind: 'segment', id: 'base' } });
      await t.segments
        .update('base', { condition: { kind: 'segment', id: 'country' } })
        .catch(() => undefined);
      await t.create('country', { kind: 'trait', where: { country: { $in: ['DE', 'AT'] } } });
      await t.segments.update('base', { condition: { kind: 'segment', id: 'country' } });
      t.people.put({ id: 'ada', traits: { country: 'AT' } });
      t.people.put({ id: 'bob', traits: { country: 'US' } });
      await t.judge('ada');
      await t.judge('bob');
      expect(await t.keysOf('ada')).toEqual(['base', 'country']);
      expect(await t.keysOf('bob')).toEqual(['others']);
    });

    it('of one that fails on somebody stops no other, and is shown', async () => {
      await t.create('first', { kind: 'fragile' });
      await t.create('german', GERMAN);
      t.people.put({ id: 'ada', traits: { name: 'Ada', country: 'DE' } });
      t.people.put({ id: 'eve', traits: { name: 'Eve', country: 'DE' } });
      await t.judge('ada');
      await t.judge('eve');
      expect(await t.keysOf('ada')).toEqual(['first', 'german']);
      expect(await t.keysOf('eve')).toEqual(['german']);
      expect((await t.segments.view('first')).fault).toBe('It could not be judged.');
      expect((await t.segments.view('german')).fault).toBeNull();
    });

    it('of one that fails on somebody leaves them neither in nor out, whatever they were', async () => {
      await t.create('first', { all: [GERMAN, { kind: 'fragile' }] });
      await t.create('others', { not: { kind: 'segment', id: 'first' } });
      await t.create('german', GERMAN);
      const standing = async () => Object.fromEntries((await t.segments.decide('eve')).standing);
      t.people.put({ id: 'eve', traits: { name: 'Ada', country: 'DE' } });
      await t.judge('eve');
      expect(await standing()).toEqual({ first: true, others: false, german: true });
      t.people.put({ id: 'eve', traits: { name: 'Eve', country: 'DE' } });
      expect((await t.judge('eve')).until).toBeNull();
      expect(await standing()).toEqual({ german: true });
      expect(await t.keysOf('eve')).toEqual(['first', 'german']);
      t.people.put({ id: 'eve', traits: { name: 'Eva', country: 'US' } });
      await t.judge('eve', ONLY_TIME);
      expect(await standing()).toMatchObject({ first: false, others: true });
      t.people.put({ id: 'eve', traits: { name: 'Eve', country: 'DE' } });
      await t.judge('eve');
      expect(await standing()).not.toHaveProperty('first');
      await t.segments.update('first', { condition: { not: GERMAN } });
      expect(await standing()).toMatchObject({ first: false, others: true });
    });

    it('ends in silence for somebody who is gone', async () => {
      await t.create('german', GERMAN);
      expect(await t.judge('nobody')).toEqual({ changes: [], until: null });
    });

    it('goes over to the one a profile became part of', async () => {
      await t.create('german', GERMAN);
      t.people.put({ id: 'ada', traits: { country: 'DE' } });
      await t.judge('ada');
      await t.segments.onMerge({} as never, 'ada', 'ada-2');
      expect(await t.keysOf('ada-2')).toEqual(['german']);
    });
  });

  describe('where the request has a say', () => {
    const MIXED: Condition = { all: [GERMAN, MOBILE] };

    it('keeps the facts and judges the request', async () => {
      await t.create('mobile-germans', MIXED);
      await t.create('either', { any: [GERMAN, MOBILE] });
      await t.create('phones', MOBILE);
      await t.create('neither', { not: { any: [{ kind: 'segment', id: 'phones' }, GERMAN] } });
      t.people.put({ id: 'ada', traits: { country: 'DE' } });
      t.people.put({ id: 'bob', traits: { country: 'US' } });
      expect((await t.judge('ada')).changes).toEqual([]);
      await t.judge('bob');
      expect(await t.decided('ada', { device: 'mobile' })).toEqual(['either', 'mobile-germans', 'phones']);
      expect(await t.decided('ada', { device: 'desktop' })).toEqual(['either']);
      expect(await t.decided('bob', { device: 'mobile' })).toEqual(['either', 'phones']);
      expect(await t.decided('bob', {})).toEqual(['neither']);
      const views = (await t.segments.list({ page: 1, pageSize: 10 })).rows;
      expect(
        Object.fromEntries(views.map(({ segment, size, atMost }) => [segment.key, [size, atMost]])),
      ).toEqual({
        'mobile-germans': [1, true],
        either: [2, true],
        phones: [2, true],
        neither: [1, true],
      });
    });

    it('judges a stranger as an empty profile plus the request', async () => {
      await t.create('vip', VIP);
      await t.create('not-vip', { not: { kind: 'segment', id: 'vip' } });
      await t.create('mobile-newcomers', {
        all: [MOBILE, { kind: 'recency', name: '*', value: { $gt: '7d' } }],
      });
      expect(await t.decided(null)).toEqual(['not-vip']);
      expect(await t.decided(null, { device: 'mobile' })).toEqual(['mobile-newcomers', 'not-vip']);
    });
  });

  describe('editing', () => {
    const putMany = (count: number, traits: JsonObject = {}) => {
      for (let index = 0; index < count; index += 1) t.people.put({ id: `p${1_000 + index}`, traits });
    };
    const bulkOf = async (key: string) => (await t.segments.view(key)).segment.bulk;

    it('judges everyone anew, and queues those whom time will change', async () => {
      putMany(900, { country: 'DE' });
      t.people.put({ id: 'ada', events: [order(t.now() - 20 * DAY), order(t.now() - DAY)] });
      await t.create('german', GERMAN);
      await t.create('vip', VIP);
      expect(await bulkOf('german')).toEqual({ done: 0, of: 901, cursor: '' });
      await t.segments.walk();
      expect(await bulkOf('german')).toBeNull();
      expect((await t.segments.view('german')).size).toBe(900);
      expect((await t.segments.explain('german', 'p1000')).history).toMatchObject([
        { entered: true, because: ['country is DE'] },
      ]);
      expect(t.queued).toEqual([{ profileId: 'ada', dueAt: t.now() + 10 * DAY, cause: ONLY_TIME }]);
      await t.segments.update('german', { name: 'Germans' });
      expect((await t.segments.view('german')).segment).toMatchObject({ name: 'Germans', bulk: null });
      await t.segments.update('german', { condition: { kind: 'trait', where: { country: 'AT' } } });
      await t.segments.walk();
      expect((await t.segments.view('german')).size).toBe(0);
    });

    it('judges many for what happened to all of them, and tells the ring where somebody hears of it', async () => {
      const friend: Condition = { kind: 'list', connection: 'static', id: 'friends' };
      const ids = Array.from({ length: 300 }, (_, at) => `f${at}`);
      await t.create('friends', friend);
      await t.create('others', { all: [{ kind: 'segment', id: 'friends' }, { not: VIP }] });
      await t.create('german', GERMAN);
      await t.segments.walk();
      for (const id of ids) t.people.put({ id, lists: ['static:friends'], traits: { country: 'DE' } });
      t.people.put({ id: 'f0', lists: ['static:friends'], events: [order(t.now()), order(t.now())] });
      await t.judgeMany(ids.slice(0, 200), 'lstatic:friends\n');
      expect(await Promise.all(['f0', 'f1', 'f250'].map(t.keysOf))).toEqual([
        ['friends'],
        ['friends', 'others'],
        [],
      ]);
      // Nobody hears of it: who has a window open waits for its end, and nobody for anything else.
      expect(t.queued).toEqual([{ profileId: 'f0', dueAt: t.now() + 30 * DAY, cause: ONLY_TIME }]);
      expect((await t.judge('f1', UNTOLD)).changes).toEqual([]);
      t.heard.add('others');
      t.setNow(t.now() + 2_000);
      await t.judgeMany(ids, EVERYTHING);
      expect(await t.keysOf('f250')).toEqual(['friends', 'german', 'others']);
      expect(t.queued.filter(({ cause }) => cause === UNTOLD)).toHaveLength(299);
      expect((await t.judge('f250', UNTOLD)).changes.map(({ key }) => key).sort()).toEqual([
        'friends',
        'german',
        'others',
      ]);
      expect((await t.judge('f250', UNTOLD)).changes).toEqual([]);
    });

    it('tells the ring of what a walk has changed where somebody hears of it, once', async () => {
      putMany(3, { country: 'DE' });
      t.heard.add('others');
      await t.create('german', GERMAN);
      await t.create('others', { not: { kind: 'segment', id: 'german' } });
      await t.segments.update('german', { condition: { kind: 'trait', where: { country: 'AT' } } });
      t.setWaiting(5_000);
      await t.segments.walk();
      expect(t.queued).toEqual([]);
      expect(await bulkOf('german')).not.toBeNull();
      t.setWaiting(0);
      await t.segments.walk();
      expect(new Set(t.queued.map(({ profileId, cause }) => `${profileId} ${cause}`))).toEqual(
        new Set(['p1000 !\n', 'p1001 !\n', 'p1002 !\n']),
      );
      expect((await t.judge('p1000', UNTOLD)).changes).toMatchObject([{ key: 'others', entered: true }]);
      expect((await t.judge('p1000', UNTOLD)).changes).toEqual([]);
    });

    it('can be stopped where it is, and goes on from there', async () => {
      putMany(900, { country: 'DE' });
      await t.create('german', GERMAN);
      t.onBreath(async () => {
        if (((await bulkOf('german'))?.done ?? 0) > 0) await t.segments.stop('german');
      });
      await t.segments.walk();
      const { done = 0, stopped } = (await bulkOf('german')) ?? {};
      expect([stopped, done > 0 && done < 900]).toEqual([true, true]);
      t.onBreath(async () => undefined);
      await t.segments.walk();
      expect((await t.segments.view('german')).size).toBe(done);
      await t.segments.judgeAnew('german');
      await t.segments.walk();
      expect([await bulkOf('german'), (await t.segments.view('german')).size]).toEqual([null, 900]);
      expect(await t.segments.stop('german')).toMatchObject({ bulk: null });
      expect((await t.segments.judgeAnew('german')).bulk).toEqual({ done: 0, of: 900, cursor: '' });
    });

    it('begins anew while it is under way, and stays stopped, when everybody is to be judged by something else', async () => {
      putMany(900, { country: 'DE' });
      await t.create('german', GERMAN);
      let passed = 0;
      t.onBreath(async () => {
        passed = (await bulkOf('german'))?.done ?? 0;
        if (passed === 0) return;
        t.onBreath(async () => undefined);
        putMany(1, { country: 'AT' });
        await t.segments.startOver('german');
        expect(await bulkOf('german')).toEqual({ done: 0, of: 900, cursor: '' });
      });
      await t.segments.walk();
      expect(passed).toBeGreaterThan(0);
      expect([await bulkOf('german'), (await t.segments.view('german')).size]).toEqual([null, 899]);

      await t.segments.startOver('german');
      await t.segments.stop('german');
      putMany(2, { country: 'AT' });
      await t.segments.startOver('german');
      await t.segments.walk();
      expect(await bulkOf('german')).toEqual({ done: 0, of: 900, cursor: '', stopped: true });
      expect((await t.segments.view('german')).size).toBe(899);
      await t.segments.judgeAnew('german');
      await t.segments.walk();
      expect((await t.segments.view('german')).size).toBe(898);
    });

    it('of one that fails holds up no other, and rests before it is tried again', async () => {
      putMany(3, { country: 'DE' });
      await t.create('first', GERMAN);
      await t.create('second', GERMAN);
      t.failOn('first');
      await t.segments.walk();
      expect([(await bulkOf('first'))?.done, await bulkOf('second')]).toEqual([0, null]);
      expect((await t.segments.view('first')).fault).toBe('It could not be judged.');
      t.failOn(null);
      await t.segments.walk();
      expect(await bulkOf('first')).not.toBeNull();
      t.setNow(t.now() + 5_000);
      await t.segments.walk();
      expect(await bulkOf('first')).toBeNull();
    });

    it('refuses circles with the way round, and what does not exist', async () => {
      await t.create('a', GERMAN);
      await t.create('b', { all: [{ kind: 'segment', id: 'a' }] });
      await t.create('c', { not: { kind: 'segment', id: 'b' } });
      const closing = t.segments.update('a', { condition: { any: [{ kind: 'segment', id: 'c' }] } });
      await expect(closing).rejects.toThrow('a → c → b → a');
      await expect(t.create('self', { kind: 'segment', id: 'self' })).rejects.toThrow('self → self');
      await expect(t.create('d', { kind: 'segment', id: 'nowhere' })).rejects.toThrow('"nowhere"');
    });

    it('says in which part a segment is asked for that cannot be', async () => {
      await t.create('a', GERMAN);
      await t.create('b', { kind: 'segment', id: 'a' });
      const asking = (id: string): Condition => ({
        all: [{ kind: 'segment', id: 'a' }, { not: { any: [GERMAN, { kind: 'segment', id }] } }],
      });
      const details = { path: 'condition.all.1.not.any.1.id' };
      await expect(t.create('c', asking('nowhere'))).rejects.toMatchObject({ code: 'invalid', details });
      await expect(t.create('c', asking('c'))).rejects.toMatchObject({ code: 'conflict', details });
      await expect(
        t.segments.update('a', { condition: { all: [GERMAN, { not: { kind: 'segment', id: 'b' } }] } }),
      ).rejects.toMatchObject({ code: 'conflict', details: { path: 'condition.all.1.not.id' } });
      await expect(t.segments.preview(asking('nowhere'))).rejects.toMatchObject({ code: 'invalid', details });
    });

    it('refuses to delete what is used, naming where', async () => {
      await t.create('a', GERMAN);
      await t.create('b', { kind: 'segment', id: 'a' });
      t.usedBy.push({ what: 'flow', name: 'Win back', target: null });
      await expect(t.segments.remove('a')).rejects.toThrow('the segment "b", flow "Win back"');
      t.usedBy.length = 0;
      await t.segments.remove('b');
      await t.segments.remove('a');
      expect(await t.segments.all()).toEqual([]);
    });

    it('makes keys from names, each once', async () => {
      const named = (name: string) => t.segments.create({ name, condition: { all: [] } });
      expect((await named('Großkunden & VIP')).key).toBe('grosskunden-vip');
      expect((await named('Grosskunden VIP')).key).toBe('grosskunden-vip-2');
      expect((await named('日本')).key).toBe('segment');
      await expect(t.create('grosskunden-vip', GERMAN)).rejects.toThrow('taken');
    });

    it('mirrors a list of a CRM once, and follows its name', async () => {
      const list = { connectionId: 'hub', listId: '7', name: 'Partners' };
      const made = await t.segments.ensureCrm(list);
      expect((await t.segments.ensureCrm({ ...list, name: 'Our partners' })).id).toBe(made.id);
      expect(await t.segments.all()).toMatchObject([{ name: 'Our partners', kind: 'crm', key: 'partners' }]);
      await expect(t.segments.update(made.id, { condition: GERMAN })).rejects.toThrow('CRM');
      t.people.put({ id: 'ada', lists: ['hub:7'] });
      expect((await t.judge('ada')).changes).toMatchObject([{ key: 'partners', entered: true }]);
    });
  });

  describe('counting before saving', () => {
    const fill = (count: number) => {
      for (let index = 0; index < count; index += 1) {
        t.people.put({ id: `p${100_000 + index}`, traits: { country: index % 4 === 0 ? 'DE' : 'US' } });
      }
    };

    it('counts a small base whole', async () => {
      fill(1_000);
      expect(await t.segments.preview(GERMAN)).toMatchObject({
        size: 250,
        of: 1_000,
        error: null,
        atMost: false,
      });
      expect((await t.segments.preview(GERMAN)).sample).toHaveLength(5);
      expect(await t.segments.preview({ any: [] })).toMatchObject({ size: 0, sample: [] });
    });

    it('counts each part by itself, whoever an index names for the whole', async () => {
      fill(1_000);
      t.people.put({ id: 'friend', tags: ['friend'] });
      const friend: Condition = { kind: 'tag', name: 'friend' };
      const { size, parts } = await t.segments.preview(
        { all: [GERMAN, { not: { any: [friend, { kind: 'context', where: { device: 'mobile' } }] } }] },
        { parts: true },
      );
      expect(size).toBe(250);
      expect(parts).toEqual([
        { path: 'all.0', size: 250, error: null, atMost: false },
        { path: 'all.1', size: 1_000, error: null, atMost: true },
        { path: 'all.1.not.any.0', size: 1, error: null, atMost: false },
        { path: 'all.1.not.any.1', size: 1_001, error: null, atMost: true },
      ]);
      expect((await t.segments.preview({ all: [GERMAN, friend] }, { parts: true })).parts).toMatchObject([
        { size: 250 },
        { size: 1 },
      ]);
      expect((await t.segments.preview({ all: [GERMAN, friend] })).parts).toEqual([]);
    });

    it('estimates a large one in a second, with an error that holds', async () => {
      fill(10_000);
      let calls = 0;
      const clock = () => (calls += 1) * 100;
      const { createDrawing } = await import('./preview/drawing');
      const { createPreview } = await import('./preview/preview');
      const needs = { people: t.people, clock, breathe: async () => undefined };
      const preview = createPreview({ ...needs, drawing: createDrawing(needs) });
      const { size, error, parts } = await preview(
        {
          narrow: { who: 'everyone' },
          wanted: { events: new Set<string>(), seen: false },
          now: t.now(),
          exact: false,
          parts: true,
        },
        async (list) => {
          const inside = list.map(({ traits }) => traits.country === 'DE');
          return { inside, parts: [list.length, inside.filter(Boolean).length, 0] };
        },
      );
      const [everyone, same, nobody] = parts;
      expect(everyone?.size).toBe(10_000);
      expect(same).toEqual({ size, error });
      // Nobody was found, which is not to say that there is nobody.
      expect(nobody?.size).toBe(0);
      expect(nobody?.error).toBeGreaterThan(0);
      expect(error).toBeGreaterThan(0);
      expect(Math.abs(size - 2_500)).toBeLessThanOrEqual(error ?? 0);
    });
  });
});
