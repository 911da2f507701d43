import { describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import { createMemoryPeople } from '../people.memory';
import type { Segment } from '../segment';
import { createMemoryPopulations } from './population-store.memory';
import { populationStoreSuite } from './population-store.suite';
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
      judgeAnew: async (id) => judged.push(id),
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
});
