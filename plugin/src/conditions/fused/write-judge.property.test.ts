import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  among,
  condition,
  HOUR,
  NOW,
  person,
  treeOf,
  values,
} from '../../../../tests/support/condition-arbitraries';
import { hostileFacts, hostileLeaf } from '../../../../tests/support/hostile-arbitraries';
import { withoutGeneratedCode } from '../../../../tests/support/without-generated-code';
import { BULK_ROWS } from '../../../../tests/truth-tables/bulk-rows';
import { CONDITION_TABLE, factsOf } from '../../../../tests/truth-tables/condition-table';
import { DEFAULT_SCORING } from '../../scores';
import { createCalendar } from '../../time';
import { behavioursOf, createCompile, type WrittenJudge } from '../compile';
import type { Condition } from '../condition';
import type { Facts } from '../facts';
import { createPatternBudget } from '../filter';
import { builtInBehaviours } from '../kinds/behaviours';
import { writeJudge } from './write-judge';

const behaviours = behavioursOf(builtInBehaviours);
const tools = {
  calendar: createCalendar(),
  scoring: () => DEFAULT_SCORING,
  groups: () => ({}),
  patterns: createPatternBudget(),
};
const byClosures = createCompile(behaviours, tools);

const writtenOf = (asked: Condition): WrittenJudge => {
  let written: WrittenJudge | undefined;
  const judge = createCompile(behaviours, tools, (...given) => (written = writeJudge(...given)), 1)(asked);
  judge(factsOf({}), NOW);
  if (!written) throw new Error('No code was made.');
  expect(judge(factsOf({}), NOW)).toStrictEqual(byClosures(asked)(factsOf({}), NOW));
  return written;
};

/** The very same verdicts, in comparison and as JSON, whoever was judged before. */
const agree = (asked: Condition, people: readonly Facts[], moments: readonly number[]): void => {
  const written = writtenOf(asked);
  const closures = byClosures(asked);
  for (const now of moments) {
    for (const facts of people) {
      const verdict = written(facts, now);
      const wanted = closures(facts, now);
      expect(verdict).toStrictEqual(wanted);
      expect(JSON.stringify(verdict)).toBe(JSON.stringify(wanted));
    }
  }
};

describe('a condition written as code', { timeout: 60_000 }, () => {
  it.each([...CONDITION_TABLE, ...BULK_ROWS])('says what the truth table says: $name', (row) => {
    const facts = factsOf(row.facts);
    expect(writtenOf(row.condition)(facts, row.now)).toMatchObject({ value: row.value, until: row.until });
    agree({ any: [row.condition, { not: row.condition }] }, [facts], [row.now]);
  });

  it('judges as its closures do, of all kinds in trees of any form', () => {
    fc.assert(
      fc.property(condition, person, person, values, (asked, one, other, spread) => {
        const people = [one, other, one].map((facts) => among(asked, facts, spread));
        agree(asked, people, [NOW, NOW - HOUR, NOW + HOUR]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('judges as its closures do, whatever words stand in it and in the facts', () => {
    fc.assert(
      fc.property(treeOf(hostileLeaf), hostileFacts, hostileFacts, (asked, one, other) => {
        agree(asked, [one, other], [NOW, NOW - 500]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('gives each of many reasons a place', () => {
    const asked: Condition = {
      all: Array.from({ length: 60 }, (_, index) => ({ kind: 'trait', where: { seats: { $gte: index } } })),
    };
    const { reasons } = writtenOf(asked)(factsOf({ traits: { seats: 100 } }), NOW);
    expect(reasons.map(({ path }) => path)).toEqual(Array.from({ length: 60 }, (_, index) => `all.${index}`));
  });

  it.each([
    [200, true],
    [201, false],
  ])('is written once it was judged often, unless it is too long: %i leaves', (length, isWritten) => {
    const made: boolean[] = [];
    const compile = createCompile(behaviours, tools, (...given) => {
      const written = writeJudge(...given);
      made.push(written !== undefined);
      return written;
    });
    const judge = compile({ any: Array.from({ length }, () => ({ kind: 'tag', name: 'b2b' })) });
    for (let turn = 1; turn < 5_000; turn += 1) judge(factsOf({}), NOW);
    expect(made).toEqual([]);
    const wanted = judge(factsOf({}), NOW);
    for (let turn = 0; turn < 5_001; turn += 1) expect(judge(factsOf({}), NOW)).toEqual(wanted);
    expect(made).toEqual([isWritten]);
  });

  it('is judged by its closures where code may not be generated', async () => {
    const contents = `
      import { compile, noFacts } from './plugin/src';
      const judge = compile({ any: [{ kind: 'tag', name: 'b2b' }, { kind: 'trait', where: { country: 'DE' } }] });
      const facts = { ...noFacts(), traits: { country: 'DE' } };
      const verdicts = Array.from({ length: 6_000 }, () => JSON.stringify(judge(facts, 0)));
      console.log(JSON.stringify([...new Set(verdicts)]));`;
    const told = await withoutGeneratedCode(contents);
    expect((told as string[]).map((one) => JSON.parse(one) as unknown)).toEqual([
      {
        value: true,
        until: null,
        reasons: [{ path: 'any.1', kind: 'trait', value: true, actual: ['DE'] }],
      },
    ]);
  });
});
