import { beforeEach, describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import type { Log } from '../../ports';
import { EVERYTHING, readCauses } from '../../profiles';
import { createCollectUnnamed } from './collect-unnamed';
import { createMemoryUses } from '../insight/insight.memory';
import { createMemoryPeople } from '../people.memory';
import type { Place } from './places';
import { createMemorySegments } from '../segment-store.memory';
import { createSegments } from '../segments';
import { unnamedKeyOf } from './unnamed';

const DAY = 86_400_000;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const GERMAN: Condition = { kind: 'trait', where: { country: 'DE' } };
const RECENT: Condition = { kind: 'event', name: 'Order Completed', count: { $gte: 1 }, within: '30d' };

const open = () => {
  let now = 100 * DAY;
  let made = 0;
  const { store, transact } = createMemorySegments();
  const uses = createMemoryUses();
  const people = createMemoryPeople();
  const blocks = new Map<string, Place>();
  const segments = createSegments({
    store,
    people,
    transact,
    conditions: createConditions(),
    now: () => now,
    newId: () => `s${(made += 1)}`,
    log: silent,
    queueEach: async () => undefined,
    waiting: async () => 0,
    heard: async () => false,
    usedBy: async (key) => [blocks.get(key) ?? []].flat(),
    breathe: async () => undefined,
  });
  const collect = createCollectUnnamed({
    unnamed: segments.unnamed,
    uses,
    namedByBlocks: async () => new Set(blocks.keys()),
    now: () => now,
    log: silent,
  });
  return {
    segments,
    people,
    blocks,
    collect,
    later: (days: number) => (now += days * DAY),
    now: () => now,
    keys: async () => (await segments.unnamed.all()).map(({ key }) => key),
    judge: (id: string) => transact((tx) => segments.judge(tx, new Map([[id, readCauses(EVERYTHING)]]), now)),
  };
};

const BLOCK: Place = { what: 'the block "Hero" of Page', name: 'Home', target: null };

describe('a condition built in a block', () => {
  let t: ReturnType<typeof open>;
  beforeEach(() => {
    t = open();
  });

  it('is one segment however its fields are ordered, under a key that no named one can have', async () => {
    const one = await t.segments.unnamed.ensure({ kind: 'trait', where: { country: 'DE', plan: 'pro' } });
    const same = await t.segments.unnamed.ensure({ where: { plan: 'pro', country: 'DE' }, kind: 'trait' });
    const other = await t.segments.unnamed.ensure(GERMAN);
    expect(same).toEqual(one);
    expect(other.key).not.toBe(one.key);
    expect(other).toMatchObject({ key: unnamedKeyOf(GERMAN), name: 'country is DE' });
    await expect(t.segments.create({ key: other.key, name: 'x', condition: GERMAN })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is judged like any segment, and stands in no list', async () => {
    const { key } = await t.segments.unnamed.ensure(GERMAN);
    t.people.put({ id: 'ada', traits: { country: 'DE' } });
    await t.judge('ada');
    expect((await t.segments.decide('ada')).standing.get(key)).toBe(true);
    expect((await t.segments.decide(null)).standing.get(key)).toBe(false);
    expect(await t.segments.all()).toEqual([]);
    expect(await t.segments.views()).toEqual([]);
    expect((await t.segments.list({ page: 1, pageSize: 10 })).total).toBe(0);
    expect([...(await t.segments.membershipsOf('ada'))]).toEqual([]);
    expect(await t.segments.kept()).toHaveLength(1);
  });

  it('is nobody’s to change, to delete or to ask for', async () => {
    const { key } = await t.segments.unnamed.ensure(GERMAN);
    const gone = { code: 'not-found' };
    await expect(t.segments.view(key)).rejects.toMatchObject(gone);
    await expect(t.segments.update(key, { condition: RECENT })).rejects.toMatchObject(gone);
    await expect(t.segments.remove(key)).rejects.toMatchObject(gone);
    const asking: Condition = { kind: 'segment', id: key };
    await expect(t.segments.create({ name: 'asks', condition: asking })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(t.segments.unnamed.ensure(asking)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('holds the segments it asks for, by the blocks that name it', async () => {
    await t.segments.create({ key: 'vip', name: 'VIP', condition: GERMAN });
    const { key } = await t.segments.unnamed.ensure({ not: { kind: 'segment', id: 'vip' } });
    expect(await t.segments.usage('vip')).toEqual([]);
    t.blocks.set(key, BLOCK);
    expect(await t.segments.usage('vip')).toEqual([BLOCK]);
    await expect(t.segments.remove('vip')).rejects.toMatchObject({ code: 'in-use' });
    expect(Object.fromEntries(await t.segments.countUses(new Map([[key, 3]])))).toEqual({ vip: 3 });
    expect(Object.fromEntries(await t.segments.countUses(new Map([['vip', 2]])))).toEqual({ vip: 2 });
  });

  it('goes when no block has named it for 30 days, and not a day earlier', async () => {
    const { key } = await t.segments.unnamed.ensure(GERMAN);
    t.blocks.set(key, BLOCK);
    t.later(400);
    await t.collect();
    t.blocks.clear();
    t.later(29);
    await t.collect();
    expect(await t.keys()).toEqual([key]);
    t.later(1);
    await t.collect();
    expect(await t.keys()).toEqual([]);
  });

  it('that was never saved in a block goes too', async () => {
    await t.segments.unnamed.ensure(GERMAN);
    t.later(29);
    await t.collect();
    expect(await t.keys()).toHaveLength(1);
    t.later(1);
    await t.collect();
    expect(await t.keys()).toEqual([]);
  });
});

describe('foresight', () => {
  it('says where somebody will stand when nothing happens but time passing, and keeps nothing', async () => {
    const t = open();
    await t.segments.create({ key: 'recent', name: 'Recent', condition: RECENT });
    await t.segments.create({
      key: 'lapsed',
      name: 'Lapsed',
      condition: { not: { kind: 'segment', id: 'recent' } },
    });
    t.people.put({
      id: 'ada',
      events: [{ name: 'Order Completed', at: t.now() - 10 * DAY, properties: {} }],
    });
    await t.judge('ada');
    const at = async (days: number) =>
      Object.fromEntries(
        (await t.segments.foresight.foresee('ada', {}, t.now() + days * DAY))?.standing ?? [],
      );
    expect(await at(0)).toEqual({ recent: true, lapsed: false });
    expect(await at(19)).toEqual({ recent: true, lapsed: false });
    expect(await at(20)).toEqual({ recent: false, lapsed: true });
    expect([...(await t.segments.membershipsOf('ada'))]).toEqual(['recent']);
    expect(await t.segments.foresight.foresee('nobody', {}, t.now())).toBeUndefined();
  });

  it('imagines somebody who is in just these segments', async () => {
    const t = open();
    await t.segments.create({ key: 'vip', name: 'VIP', condition: RECENT });
    await t.segments.create({
      key: 'not-vip',
      name: 'Not VIP',
      condition: { not: { kind: 'segment', id: 'vip' } },
    });
    const phone: Condition = { kind: 'context', where: { device: 'mobile' } };
    const { key } = await t.segments.unnamed.ensure({ all: [{ kind: 'segment', id: 'vip' }, phone] });
    const { key: german } = await t.segments.unnamed.ensure(GERMAN);
    const seen = async (inside: string[], context = {}) =>
      Object.fromEntries((await t.segments.foresight.imagine(new Set(inside), context, t.now())).standing);
    expect(await seen(['vip'], { device: 'mobile' })).toEqual({
      vip: true,
      'not-vip': false,
      [key]: true,
      [german]: false,
    });
    expect(await seen(['vip'])).toMatchObject({ [key]: false });
    expect(await seen([german])).toMatchObject({ vip: false, [german]: true });
  });
});
