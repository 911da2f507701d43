import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { among, condition, NOW, person, values } from '../../../../tests/support/condition-arbitraries';
import { hostileFacts, hostileLeaf } from '../../../../tests/support/hostile-arbitraries';
import { withoutGeneratedCode } from '../../../../tests/support/without-generated-code';
import { CONDITION_TABLE, factsOf } from '../../../../tests/truth-tables/condition-table';
import { FILTER_TABLE } from '../../../../tests/truth-tables/filter-table';
import type { Condition } from '../condition';
import { compile, createConditions } from '../conditions';
import { defineConditionKind } from '../definition';
import { noFacts, type Facts } from '../facts';
import { createFuse, createHolds } from './fuse';

const fuse = createFuse(compile);
const holds = createHolds(compile);

const answersOf = (conditions: readonly Condition[], facts: Facts, now: number): readonly boolean[] => {
  const fused = fuse(conditions);
  expect(fused.isGenerated).toBe(true);
  const held = new Uint8Array(conditions.length).fill(7);
  fused(facts, now, held);
  const answers = [...held].map((one) => one === 1);
  expect(conditions.map((one) => holds(one)(facts, now))).toEqual(answers);
  return answers;
};

const closuresOf = (conditions: readonly Condition[], facts: Facts, now: number): readonly boolean[] =>
  conditions.map((one) => compile(one).test(facts, now));

describe('conditions as one function', { timeout: 60_000 }, () => {
  it('say what the truth tables say', () => {
    for (const { name, condition: asked, facts, now, value } of CONDITION_TABLE) {
      const answers = answersOf([asked, { not: asked }, asked], factsOf(facts), now);
      expect([name, ...answers]).toEqual([name, value, !value, value]);
    }
  });

  it('say of filters what their truth table says', () => {
    for (const [what, where, traits, holds, groups] of FILTER_TABLE) {
      const facts = { ...noFacts(), traits, groups } as unknown as Facts;
      expect([what, ...answersOf([{ kind: 'trait', where } as Condition], facts, NOW)]).toEqual([
        what,
        holds,
      ]);
    }
  });

  it('say what their closures say, of all kinds', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 6 }), person, values, (asked, given, spread) => {
        const facts = among({ all: asked }, given, spread);
        expect(answersOf(asked, facts, NOW)).toEqual(closuresOf(asked, facts, NOW));
      }),
      { numRuns: 600 },
    );
  });

  it('say what their closures say, whatever words stand in them and in the facts', () => {
    fc.assert(
      fc.property(fc.array(hostileLeaf, { maxLength: 4 }), hostileFacts, (asked, facts) => {
        expect(answersOf(asked, facts, NOW)).toEqual(closuresOf(asked, facts, NOW));
      }),
      { numRuns: 1_500 },
    );
  });

  it.each(['$lt', '$lte', '$gt', '$gte', '$eq', '$ne'])('put nothing in order that has none: %s', (name) => {
    const asked = [{ kind: 'trait', where: { a: { [name]: 5 } } }] as unknown as Condition[];
    const facts = { ...noFacts(), traits: { a: { toString: '', valueOf: '' } } } as unknown as Facts;
    expect(answersOf(asked, facts, NOW)).toEqual([name === '$ne']);
  });

  it('are as many as one likes', () => {
    const asked = Array.from(
      { length: 450 },
      (_, index): Condition => ({
        all: [
          { kind: 'trait', where: { seats: { $gte: index } } },
          { kind: 'trait', where: { country: 'DE' } },
        ],
      }),
    );
    const facts = { ...noFacts(), traits: { seats: 300, country: 'DE' } };
    expect(answersOf(asked, facts, NOW)).toEqual(asked.map((_, index) => index <= 300));
  });

  it('call a kind of an extension as the closure it is', () => {
    const weekday = defineConditionKind<{ readonly kind: 'weekday'; readonly is: number }>({
      kind: 'weekday',
      label: 'Weekday',
      options: z.strictObject({ kind: z.literal('weekday'), is: z.number() }),
      behaviour: {
        kind: 'weekday',
        compile: ({ is }) => ({
          test: (_facts, now) => new Date(now).getUTCDay() === is,
          find: (_facts, now, found) => {
            found.until = Infinity;
            return new Date(now).getUTCDay() === is;
          },
        }),
        needs: () => ({}),
      },
      describe: ({ is }) => `weekday ${is}`,
      explain: () => '',
    });
    const held = new Uint8Array(2);
    const own = createFuse(createConditions([weekday]).compile);
    own([0, 1].map((is): Condition => ({ kind: 'weekday', is })))(noFacts(), Date.UTC(2026, 2, 29), held);
    expect([...held]).toEqual([1, 0]);
    expect(() => fuse([{ kind: 'weekday', is: 0 }])).toThrow('There is no condition of the kind "weekday".');
  });

  it('are judged by their closures where code may not be generated', async () => {
    const contents = `
      import { compile, createFuse, createHolds, noFacts } from './plugin/src';
      const fused = createFuse(compile)([{ kind: 'trait', where: { country: 'DE' } }, { any: [] }]);
      const held = new Uint8Array(2);
      fused({ ...noFacts(), traits: { country: 'DE' } }, 0, held);
      const one = createHolds(compile)({ all: [] })(noFacts(), 0);
      console.log(JSON.stringify([fused.isGenerated, ...held, one]));`;
    const told = await withoutGeneratedCode(contents);
    expect(told).toEqual([false, 1, 0, true]);
  });
});
