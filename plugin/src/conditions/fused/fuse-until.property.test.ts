import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { among, condition, HOUR, NOW, person, values } from '../../../../tests/support/condition-arbitraries';
import { hostileFacts, hostileLeaf } from '../../../../tests/support/hostile-arbitraries';
import { withoutGeneratedCode } from '../../../../tests/support/without-generated-code';
import { BULK_ROWS } from '../../../../tests/truth-tables/bulk-rows';
import { CONDITION_TABLE, factsOf } from '../../../../tests/truth-tables/condition-table';
import type { Condition } from '../condition';
import { compile } from '../conditions';
import { noFacts, type Facts } from '../facts';
import { createFuseUntil } from './fuse-until';

const fuse = createFuseUntil(compile);

interface Told {
  readonly index: number;
  readonly value: boolean;
  readonly until: number | null;
}

const toldBy = (judge: ReturnType<typeof fuse>, facts: Facts, now: number): readonly Told[] => {
  const told: Told[] = [];
  judge(facts, now, (index, value, until) =>
    told.push({ index, value, until: until === Infinity ? null : until }),
  );
  return told;
};

const oneByOne = (conditions: readonly Condition[], facts: Facts, now: number): readonly Told[] =>
  conditions.map((one, index) => ({ index, ...compile(one).until(facts, now) }));

const agree = (asked: readonly Condition[], people: readonly Facts[]): void => {
  const judge = fuse(asked);
  for (const now of [NOW, NOW - HOUR, NOW + HOUR]) {
    for (const facts of people) expect(toldBy(judge, facts, now)).toEqual(oneByOne(asked, facts, now));
  }
};

describe('conditions as one function that says until when', { timeout: 60_000 }, () => {
  it.each([...CONDITION_TABLE, ...BULK_ROWS])('says what the truth table says: $name', (row) => {
    const [is, isNot, again] = toldBy(
      fuse([row.condition, { not: row.condition }, row.condition]),
      factsOf(row.facts),
      row.now,
    );
    expect([is, isNot, again]).toEqual([
      { index: 0, value: row.value, until: row.until },
      { index: 1, value: !row.value, until: row.until },
      { index: 2, value: row.value, until: row.until },
    ]);
  });

  it('says what each says by itself, of all kinds and whoever was judged before', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { maxLength: 6 }),
        person,
        person,
        values,
        (asked, one, other, spread) => {
          agree(
            asked,
            [one, other, one].map((facts) => among({ all: asked }, facts, spread)),
          );
        },
      ),
      { numRuns: 600 },
    );
  });

  it('says what each says by itself, whatever words stand in them and in the facts', () => {
    fc.assert(
      fc.property(fc.array(hostileLeaf, { maxLength: 4 }), hostileFacts, hostileFacts, (asked, one, other) =>
        agree(asked, [one, other]),
      ),
      { numRuns: 1_000 },
    );
  });

  it('says it of as many as one likes, each in its turn', () => {
    const asked = Array.from(
      { length: 450 },
      (_, index): Condition => ({
        all: [
          { kind: 'trait', where: { seats: { $gte: index } } },
          { kind: 'event', name: 'Page Viewed', within: `${index + 1}d` },
        ],
      }),
    );
    const events = { 'Page Viewed': [{ name: 'Page Viewed', at: NOW - 5, properties: {} }] };
    agree(asked, [{ ...noFacts(), traits: { seats: 300 }, events }]);
  });

  it('judges each when those before it were told', () => {
    const inside = new Set<string>();
    const judge = fuse([
      { kind: 'trait', where: { country: 'DE' } },
      { not: { kind: 'segment', id: 'first' } },
      { kind: 'segment', id: 'first' },
    ]);
    const values: boolean[] = [];
    judge({ ...noFacts(), traits: { country: 'DE' }, segments: inside }, NOW, (index, value) => {
      values.push(value);
      if (index === 0 && value) inside.add('first');
    });
    expect(values).toEqual([true, false, true]);
  });

  it('is judged one by one where code may not be generated', async () => {
    const contents = `
      import { createFuseUntil, compile, noFacts } from './plugin/src';
      const judge = createFuseUntil(compile)([{ kind: 'trait', where: { country: 'DE' } }, { any: [] }]);
      const told = [];
      judge({ ...noFacts(), traits: { country: 'DE' } }, 0, (...one) => told.push(one.map(String)));
      console.log(JSON.stringify(told));`;
    expect(await withoutGeneratedCode(contents)).toEqual([
      ['0', 'true', 'Infinity'],
      ['1', 'false', 'Infinity'],
    ]);
  });
});
