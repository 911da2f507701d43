import { describe, expect, it } from 'vitest';

import { createConditions, noFacts, type Condition, type EventFact } from '../../../../plugin/src';
import { prepare, type ReadySegment } from '../catalogue';
import type { PersonFacts } from '../person';
import { joinCrossings, judgeStretch } from './crossings';
import { factsThen } from './past-facts';

const DAY = 86_400_000;
const conditions = createConditions();

const segments = (...given: readonly (readonly [string, Condition])[]): readonly ReadySegment[] => {
  const known = new Map<string, ReadySegment>();
  for (const [key, condition] of given) {
    const segment = { id: key, key, condition } as ReadySegment['segment'];
    known.set(key, { segment, ...prepare(conditions, condition, known) });
  }
  return [...known.values()];
};

const somebody = (...orders: readonly number[]): PersonFacts => ({
  ...noFacts(),
  profile: { id: 'ada', createdAt: 0 },
  events: { Ordered: orders.map((at): EventFact => ({ name: 'Ordered', at, properties: {} })) },
});

const judged = (person: PersonFacts, ready: readonly ReadySegment[], from: number, to: number) =>
  judgeStretch(ready, factsThen(person), person.events.Ordered?.map(({ at }) => at) ?? [], from, to);

describe('where somebody stood', () => {
  const buyers: Condition = { kind: 'event', name: 'Ordered', count: { $gte: 1 }, within: '1d' };

  it('changes with what happened, and when a window closes, to the millisecond', () => {
    const { inside, crossings } = judged(somebody(DAY, DAY + 5), segments(['buyers', buyers]), 0, 10 * DAY);
    expect([...inside]).toEqual([]);
    expect(crossings).toEqual([
      { at: DAY, segment: 'buyers', entered: true },
      { at: 2 * DAY + 5, segment: 'buyers', entered: false },
    ]);
  });

  it('is known at the beginning, from what was before', () => {
    const { inside, crossings } = judged(somebody(DAY), segments(['buyers', buyers]), DAY + 1, 3 * DAY);
    expect([...inside]).toEqual(['buyers']);
    expect(crossings).toEqual([{ at: 2 * DAY, segment: 'buyers', entered: false }]);
  });

  it('follows in segments that ask for others', () => {
    const ready = segments(['buyers', buyers], ['others', { not: { kind: 'segment', id: 'buyers' } }]);
    const { inside, crossings } = judged(somebody(DAY), ready, 0, 3 * DAY);
    expect([...inside]).toEqual(['others']);
    expect(crossings.map(({ at, segment, entered }) => [at, segment, entered])).toEqual([
      [DAY, 'buyers', true],
      [DAY, 'others', false],
      [2 * DAY, 'buyers', false],
      [2 * DAY, 'others', true],
    ]);
  });

  it('is told once where two sources say the same', () => {
    const moves = [
      { at: 3, segment: 'a', entered: true },
      { at: 1, segment: 'a', entered: true },
      { at: 2, segment: 'b', entered: false },
      { at: 4, segment: 'a', entered: false },
    ];
    expect(joinCrossings(new Set(), moves)).toEqual([
      { at: 1, segment: 'a', entered: true },
      { at: 4, segment: 'a', entered: false },
    ]);
  });
});
