import { describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import type { SegmentView } from '../showing/viewer';
import { createIsAfterConversion } from './after-conversion';
import { checksOf } from './checks';
import { warningsOf, type Surroundings } from './health';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

const viewOf = (size: number, more: object = {}): SegmentView => ({
  segment: {
    id: 'a',
    key: 'a',
    name: 'A',
    description: '',
    purpose: '',
    owner: '',
    folder: '',
    tags: [],
    kind: 'live',
    condition: { all: [] },
    createdAt: NOW - 200 * DAY,
    updatedAt: NOW - 200 * DAY,
    conditionAt: 1,
    revision: 1,
    bulk: null,
    ...more,
  },
  size,
  atMost: false,
  fault: null,
  broken: false,
});

const WELL: Surroundings = {
  now: NOW,
  base: 5_000,
  traffic: 1_000,
  moves: () => ({ entered: 1, left: 0 }),
  usedAt: () => NOW - DAY,
  shared: () => [],
  isAfterConversion: () => false,
};

const codes = (view: SegmentView, around: Partial<Surroundings> = {}) =>
  warningsOf(view, { ...WELL, ...around }).map(({ code }) => code);

describe('the health of a segment', () => {
  it('has bounds, each exact', () => {
    expect(codes(viewOf(100))).toEqual([]);
    expect(codes(viewOf(99))).toEqual(['small']);
    expect(codes(viewOf(999), { traffic: 100_000 })).toEqual(['thin']);
    expect(codes(viewOf(1_000), { traffic: 100_000 })).toEqual([]);
    expect(codes(viewOf(500), { moves: () => ({ entered: 0, left: 0 }) })).toEqual(['still']);
    expect(codes(viewOf(500), { usedAt: () => NOW - 91 * DAY })).toEqual(['unused']);
    expect(codes(viewOf(500), { usedAt: () => NOW - 90 * DAY })).toEqual([]);
    expect(codes(viewOf(500), { usedAt: () => null })).toEqual(['unused']);
    expect(codes(viewOf(500), { isAfterConversion: () => true })).toEqual(['after-conversion']);
  });

  it('says of few people how many of a small base they are, behind what is worse', () => {
    const first = (size: number, base: number) => warningsOf(viewOf(size), { ...WELL, base })[0];
    expect(first(48, 313)).toMatchObject({ code: 'small', sentence: '48 of 313 people (15 %).', of: 313 });
    expect(first(10, 999)).toMatchObject({ of: 999 });
    expect(first(9, 999)).toMatchObject({ sentence: 'Only 9 people of at least 100.', of: null });
    expect(first(99, 1_000)).toMatchObject({ sentence: 'Only 99 people of at least 100.', of: null });
    expect(first(0, 313)).toMatchObject({ sentence: 'Nobody is in it.', of: null });
    // Counted a moment before the segment was.
    expect(first(6, 5)).toMatchObject({ sentence: '6 of 6 people (100 %).' });
    expect(codes(viewOf(48), { base: 313, usedAt: () => null })).toEqual(['unused', 'small']);
    expect(codes(viewOf(48), { usedAt: () => null })).toEqual(['small', 'unused']);
  });

  it('gives a young one time, and says nothing while everybody is judged', () => {
    const young = { createdAt: NOW - 5 * DAY, updatedAt: NOW - 5 * DAY };
    const quiet = { usedAt: () => null, moves: () => ({ entered: 0, left: 0 }) };
    expect(codes(viewOf(500, young), quiet)).toEqual([]);
    expect(codes(viewOf(3, { bulk: { done: 0, of: 9, cursor: '' } }), quiet)).toEqual([]);
    expect(codes({ ...viewOf(3), fault: 'It failed.' })).toEqual(['broken']);
    const [broken] = warningsOf({ ...viewOf(0), fault: 'It asks for itself.', broken: true }, WELL);
    expect(broken).toMatchObject({
      code: 'broken',
      remedy: expect.stringContaining('holds nobody') as string,
    });
  });

  it('names the segment it is most like', () => {
    const other = (name: string, size: number, shared: number) => ({ name, key: name, size, shared });
    const shared = () => [other('near', 500, 450), other('nearest', 500, 490), other('whole', 5_000, 500)];
    const [warning] = warningsOf(viewOf(500), { ...WELL, shared });
    expect(warning).toMatchObject({ code: 'overlap', other: 'nearest' });
    expect(warning?.sentence).toContain('96 %');
    expect(codes(viewOf(500), { shared: () => [other('half', 500, 444)] })).toEqual([]);
  });
});

describe('a check that warns of nothing', () => {
  const statesOf = (view: SegmentView, around: Partial<Surroundings> | undefined = {}) => {
    const seen = around && { ...WELL, ...around };
    const checks = checksOf(view, seen ? warningsOf(view, seen) : [], seen);
    return Object.fromEntries(checks.map(({ code, state, from }) => [code, from ?? state]));
  };
  const quiet = { usedAt: () => null, moves: () => ({ entered: 0, left: 0 }) };
  const all = (state: string) =>
    Object.fromEntries(
      ['small', 'thin', 'overlap', 'still', 'unused', 'after-conversion'].map((code) => [code, state]),
    );

  it('is well where it has been looked at', () => {
    expect(statesOf(viewOf(500))).toEqual({ ...all('well'), broken: 'well' });
  });

  it('says from when on it can be known, of a segment that is too young', () => {
    const made = NOW - 2 * 60_000;
    const young = { createdAt: made, updatedAt: made, conditionAt: made };
    const { still, unused } = statesOf(viewOf(500, young), quiet);
    expect([still, unused]).toEqual([made + 30 * DAY, made + 90 * DAY]);
    // Those who were judged in have not come by themselves; who is asked for is used at once.
    const filled = { usedAt: () => NOW, moves: () => ({ entered: 500, left: 0 }) };
    expect(statesOf(viewOf(500, young), filled)).toMatchObject({ still: made + 30 * DAY, unused: 'well' });
    // Another name does not make the comings and goings of a month unknown.
    expect(statesOf(viewOf(500, { updatedAt: made }))).toMatchObject({ still: 'well', unused: 'well' });
    const asked = { usedAt: () => NOW - 91 * DAY };
    expect(statesOf(viewOf(500, { updatedAt: made }), asked)).toMatchObject({ unused: made + 90 * DAY });
  });

  it('is not known while people are counted, and of what nobody can judge', () => {
    const counted = viewOf(500, { bulk: { done: 0, of: 9, cursor: '' } });
    expect(statesOf(counted)).toEqual({ ...all('counting'), broken: 'well' });
    expect(checksOf(viewOf(500), [], undefined)[0]).toMatchObject({ code: 'small', state: 'counting' });
    expect(statesOf({ ...viewOf(500), fault: 'It failed.' })).toEqual(all('broken'));
  });

  it('leaves to the visit, and to another warning, what these decide', () => {
    const open = { ...viewOf(500), atMost: true };
    expect(statesOf(open)).toMatchObject({ small: 'request', thin: 'request', overlap: 'request' });
    expect(statesOf(viewOf(500), { traffic: 0 })).toMatchObject({ thin: 'unseen' });
    expect(statesOf(viewOf(3))).not.toHaveProperty('thin');
    expect(statesOf(viewOf(30))).toMatchObject({ thin: 'well' });
  });
});

describe('a condition that holds only after a conversion', () => {
  const conditions = createConditions([]);
  const isAfter = createIsAfterConversion(conditions);
  const ordered: Condition = { kind: 'event', name: 'Order Completed' };
  const viewed: Condition = { kind: 'event', name: 'Product Viewed' };
  const never: Condition = { kind: 'event', name: 'Order Completed', count: { $eq: 0 } };
  const nested: Record<string, Condition> = { buyers: ordered, loop: { kind: 'segment', id: 'loop' } };
  const after = (condition: Condition) => isAfter(condition, (key) => nested[key]);

  it.each<[string, Condition, boolean]>([
    ['an order', ordered, true],
    ['a view', viewed, false],
    ['no order', never, false],
    ['an order and a view', { all: [viewed, ordered] }, true],
    ['an order or a view', { any: [viewed, ordered] }, false],
    ['one order or another', { any: [ordered, ordered] }, true],
    ['not an order', { not: ordered }, false],
    ['a segment of buyers', { kind: 'segment', id: 'buyers' }, true],
    ['a segment that asks for itself', { kind: 'segment', id: 'loop' }, false],
    ['nothing', { any: [] }, false],
  ])('%s', (_what, condition, expected) => {
    expect(after(condition)).toBe(expected);
  });
});
