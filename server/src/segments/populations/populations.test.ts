import { describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import { createDrawing } from '../preview/drawing';
import { createMemoryPeople } from '../people.memory';
import type { Segment } from '../segment';
import { createMemoryPopulations } from './population-store.memory';
import { populationStoreSuite } from './population-store.suite';
import { createGather, type Figures } from './gathering';
import { createFiguresOnDemand, type Provided } from './on-demand';
import { createPopulations } from './populations';

populationStoreSuite('populations in memory', async () => createMemoryPopulations());

const HOUR = 3_600_000;
const top: Condition = { kind: 'score', trait: 'spent', percentile: { $gte: 90 } };

const segmentOf = (id: string, condition: Condition): Segment => ({
  id,
  key: id,
  name: id,
  description: '',
  purpose: '',
  owner: '',
  folder: '',
  tags: [],
  kind: 'live',
  condition,
  createdAt: 1,
  updatedAt: 1,
  conditionAt: 1,
  revision: 1,
  bulk: null,
});

describe('figures of the population', () => {
  it('are made when a segment first asks, again in time, and gone with it', async () => {
    let now = 1_000 * HOUR;
    const people = createMemoryPeople();
    for (let spent = 1; spent <= 1_000; spent += 1) {
      people.put({ id: `p${10_000 + spent}`, traits: { spent } });
    }
    people.put({ id: 'none' });
    let segments = [segmentOf('plain', { kind: 'trait', where: { spent: 1 } })];
    const judged: string[] = [];
    const conditions = createConditions();
    const populations = createPopulations({
      store: createMemoryPopulations(),
      people,
      conditions,
      segments: async () => segments,
      startOver: async (id) => void judged.push(id),
      now: () => now,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      breathe: async () => undefined,
    });
    expect(await populations.refresh()).toEqual([]);
    segments = [...segments, segmentOf('top', top)];
    expect(await populations.refresh()).toEqual(['{"trait":"spent"}']);
    expect(judged).toEqual(['top']);
    const spread = populations.current()['{"trait":"spent"}'];
    expect(spread).toMatchObject({ n: 1_000, mean: 500.5, refreshedAt: now });
    expect(spread?.sd).toBeCloseTo(Math.sqrt((1_000 ** 2 - 1) / 12), 6);
    const facts = await people.facts(null, ['p10950', 'p10800', 'none'], { events: new Set(), seen: false });
    const holds = facts.map(
      (person) =>
        conditions.evaluate(top, { ...person, segments: new Set(), populations: populations.current() }, now)
          .value,
    );
    expect(holds).toEqual(facts.map(({ profile }) => profile.id === 'p10950'));

    now += 5 * HOUR;
    expect(await populations.refresh()).toEqual([]);
    expect(await populations.refresh(true)).toHaveLength(1);
    now += 6 * HOUR;
    expect(await populations.refresh()).toHaveLength(1);
    expect(judged).toEqual(['top', 'top', 'top']);
    segments = [];
    await populations.refresh();
    await populations.reload();
    expect(populations.current()).toEqual({});
  });

  it('are followed by each process: what it judged by others is judged anew', async () => {
    let now = 1_000 * HOUR;
    const people = createMemoryPeople();
    for (let spent = 1; spent <= 10; spent += 1) people.put({ id: `p${10 + spent}`, traits: { spent } });
    const store = createMemoryPopulations();
    const process = () => {
      const begun: string[] = [];
      const populations = createPopulations({
        ...{ store, people },
        conditions: createConditions(),
        segments: async () => [segmentOf('plain', { all: [] }), segmentOf('top', top)],
        startOver: async (id) => void begun.push(id),
        now: () => now,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        breathe: async () => undefined,
      });
      return { populations, begun };
    };
    const [one, other] = [process(), process()];
    await other.populations.follow();
    await one.populations.refresh();
    expect([one.begun, other.begun]).toEqual([['top'], []]);
    await other.populations.reload();
    await other.populations.follow();
    await other.populations.follow();
    expect(other.begun).toEqual(['top']);
    // One that starts has judged nobody yet.
    const late = process();
    await late.populations.follow();
    expect(late.begun).toEqual([]);
    now += 6 * HOUR;
    await one.populations.refresh();
    for (const { populations } of [other, late]) await populations.refresh();
    expect([one.begun, other.begun, late.begun]).toEqual([['top', 'top'], ['top', 'top'], ['top']]);
  });

  it('are refreshed for flows as for segments, and waited for no longer than is said', async () => {
    const people = createMemoryPeople();
    for (let spent = 1; spent <= 10; spent += 1) people.put({ id: `p${10 + spent}`, traits: { spent } });
    const conditions = createConditions();
    let asked: Figures = new Map();
    let open: (() => void) | undefined;
    let held: Promise<void> = Promise.resolve();
    const populations = createPopulations({
      store: createMemoryPopulations(),
      people: { ...people, facts: async (...all) => (await held, people.facts(...all)) },
      conditions,
      segments: async () => [],
      others: async () => asked,
      startOver: async () => undefined,
      now: () => 1_000 * HOUR,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      breathe: async () => undefined,
      pause: async () => undefined,
    });
    asked = conditions.needs(top).populations;
    await populations.refresh();
    expect(populations.current()['{"trait":"spent"}']).toMatchObject({ n: 10 });
    await populations.ready(asked, 0);
    asked = conditions.needs({ kind: 'score', trait: 'visits', zscore: { $gt: 1 } }).populations;
    held = new Promise((resolve) => (open = resolve));
    await populations.ready(asked, 0);
    expect(Object.keys(populations.current())).not.toContain('{"trait":"visits"}');
    open?.();
    await populations.refresh();
    expect(Object.keys(populations.current())).toEqual(['{"trait":"visits"}']);
    asked = new Map();
    await populations.refresh();
    await populations.reload();
    expect(populations.current()).toEqual({});
  });
});

describe('figures on demand', () => {
  const figures = createConditions().needs(top).populations;
  const scene = (count: number, msASlice: number) => {
    let now = 1_000 * HOUR;
    let looks = 0;
    const people = createMemoryPeople();
    // Ids say nothing of what somebody spent.
    for (let one = 0; one < count; one += 1) {
      people.put({ id: `p${100_000 + one}`, traits: { spent: (one * 7_919) % count } });
    }
    const conditions = createConditions();
    const begin = createGather({ people, conditions, breathe: async () => undefined });
    const drawing = createDrawing({
      people: {
        endOf: people.endOf,
        async idsAfter(...all) {
          looks += 1;
          now += msASlice;
          return people.idsAfter(...all);
        },
      },
      clock: () => now,
      breathe: async () => undefined,
    });
    const provide = createFiguresOnDemand({ people, drawing, begin, current: () => ({}), now: () => now });
    return { provide, looks: () => looks, wait: (ms: number) => void (now += ms) };
  };
  const spentOf = ({ populations }: Provided) => populations['{"trait":"spent"}'];

  it('are made of everyone where that is quick, once for all who ask, and anew after a while', async () => {
    const { provide, looks, wait } = scene(1_000, 1);
    const [one, other] = await Promise.all([provide(figures, false), provide(figures, false)]);
    expect(one).toEqual(other);
    expect(one.from).toBeNull();
    expect(spentOf(one)?.n).toBe(1_000);
    expect(spentOf(one)?.mean).toBeCloseTo(499.5, 9);
    expect(looks()).toBe(11);
    wait(11 * 60_000);
    await provide(figures, false);
    expect(looks()).toBe(22);
  });

  it('are taken from people all over a large base, and from everyone where it shall be exact', async () => {
    const { provide, looks } = scene(20_000, 100);
    const some = await provide(figures, false);
    expect(looks()).toBe(10);
    expect(some.from).toBe(1_000);
    const median = spentOf(some)?.quantiles[500] ?? 0;
    expect(Math.abs(median - 10_000)).toBeLessThan(1_500);
    const all = await provide(figures, true);
    expect(all.from).toBeNull();
    expect(spentOf(all)).toMatchObject({ n: 20_000 });
    const seen = looks();
    expect((await provide(figures, false)).from).toBeNull();
    expect(looks()).toBe(seen);
  });

  it('need nothing made where all is kept', async () => {
    expect(await scene(10, 1).provide(new Map(), false)).toEqual({ populations: {}, from: null });
  });
});
