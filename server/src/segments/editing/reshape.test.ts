import { describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import { createMemoryPeople } from '../people.memory';
import type { Place } from './places';
import { createReshape, joined } from './reshape';
import { createMemorySegments } from '../segment-store.memory';
import { createSegments } from '../segments';

const austrian: Condition = { kind: 'trait', where: { country: 'AT' } };
const tagged: Condition = { kind: 'tag', name: 'vip' };

describe('conditions put together', () => {
  it('make one group of groups of the same kind', () => {
    expect(joined('all', { all: [austrian] }, { all: [tagged, austrian] })).toEqual({
      all: [austrian, tagged],
    });
    expect(joined('any', { any: [austrian, tagged] }, tagged)).toEqual({ any: [austrian, tagged] });
  });

  it('leave a group of another kind as it is, and take a group of one for that one', () => {
    const either: Condition = { any: [austrian, tagged] };
    expect(joined('all', either, { any: [tagged] })).toEqual({ all: [either, tagged] });
    expect(joined('any', { all: [] }, austrian)).toEqual({ any: [{ all: [] }, austrian] });
  });
});

const placeOf = (name: string): Place => ({ what: 'flow', name, target: { kind: 'flow', id: name } });

describe('a segment that takes another in', () => {
  const open = () => {
    const { store, transact } = createMemorySegments();
    let made = 0;
    let failing: string | null = null;
    let cleared: readonly string[] = [];
    let inFlows: readonly string[] = [];
    let dies = false;
    const segments = createSegments({
      store: {
        ...store,
        async update(tx, segment) {
          if (segment.key === failing) throw new Error('the disk is full');
          await store.update(tx, segment);
        },
      },
      transact,
      people: createMemoryPeople(),
      conditions: createConditions(),
      now: () => 1,
      newId: () => `s${(made += 1)}`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      queueEach: async () => undefined,
      waiting: async () => 0,
      heard: async () => false,
      usedBy: async (key) => (key === 'b' ? inFlows.map(placeOf) : []),
      breathe: async () => undefined,
    });
    const reshape = createReshape({
      segments,
      repointFlows: async () => {
        if (dies) throw new Error('the process died');
        const moved = inFlows.map(placeOf);
        inFlows = [];
        return moved;
      },
      clear: async ({ key }) => void (cleared = [...cleared, key]),
    });
    return {
      create: (key: string, condition: Condition) => segments.create({ key, name: key, condition }),
      merge: () => reshape.merge('a', 'b', 'any', undefined),
      usedByFlow: (name: string) => void (inFlows = [name]),
      die: (now: boolean) => void (dies = now),
      walks: async () => (await segments.all()).map(({ key, bulk }) => [key, bulk !== null]),
      walk: () => segments.walk(),
      failOn: (key: string | null) => void (failing = key),
      cleared: () => cleared,
      asked: async () =>
        Object.fromEntries((await segments.all()).map(({ key, condition }) => [key, condition])),
    };
  };
  const asks = (id: string): Condition => ({ kind: 'segment', id });

  it('does all of it or none', async () => {
    const t = open();
    await t.create('a', austrian);
    await t.create('b', tagged);
    await t.create('c', { not: asks('b') });
    await t.create('d', { all: [asks('b'), asks('c')] });
    const before = await t.asked();
    t.failOn('d');
    await expect(t.merge()).rejects.toThrow('the disk is full');
    expect([await t.asked(), t.cleared()]).toEqual([before, []]);
    t.failOn(null);
    const { moved, removed } = await t.merge();
    expect([moved.map(({ name }) => name), removed, t.cleared()]).toEqual([['c', 'd'], true, ['b']]);
    expect(await t.asked()).toEqual({
      a: { any: [austrian, tagged] },
      c: { not: asks('a') },
      d: { all: [asks('a'), asks('c')] },
    });
  });

  it('goes on where it was cut off, when it is begun again', async () => {
    const t = open();
    await t.create('a', austrian);
    await t.create('b', tagged);
    t.usedByFlow('Welcome');
    t.die(true);
    await expect(t.merge()).rejects.toThrow('the process died');
    // The flow still finds what it names.
    expect(await t.asked()).toEqual({ a: { any: [austrian, tagged] }, b: tagged });
    await t.walk();
    t.die(false);
    expect(await t.merge()).toMatchObject({ moved: [{ name: 'Welcome' }], left: [], removed: true });
    expect(await t.asked()).toEqual({ a: { any: [austrian, tagged] } });
    expect(await t.walks()).toEqual([['a', false]]);
  });

  it('is left as it was where that would make a circle', async () => {
    const t = open();
    await t.create('b', tagged);
    await t.create('c', asks('b'));
    await t.create('a', { any: [asks('c'), austrian] });
    const before = await t.asked();
    await expect(t.merge()).rejects.toThrow('c → a → c');
    expect(await t.asked()).toEqual(before);
  });
});
