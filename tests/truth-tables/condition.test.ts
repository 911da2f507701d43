import { describe, expect, it } from 'vitest';

import { builtInDefinitions, compile, conditionSchema, leavesOf } from '../../plugin/src';
import { CONDITION_TABLE, factsOf, type ConditionRow } from './condition-table';

describe('conditions', () => {
  it('are all JSON, valid, and of every kind', () => {
    const read = JSON.parse(JSON.stringify(CONDITION_TABLE)) as readonly ConditionRow[];
    expect(read).toEqual(CONDITION_TABLE);
    for (const { condition } of read) conditionSchema.parse(condition);
    const kinds = new Set(read.flatMap(({ condition }) => leavesOf(condition)).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(builtInDefinitions.map(({ kind }) => kind).sort());
    expect(new Set(read.map(({ name }) => name)).size).toBe(read.length);
  });

  it.each(CONDITION_TABLE)('$name', ({ condition, facts, now, value, until }) => {
    const judge = compile(condition);
    const { value: found, until: then } = judge(factsOf(facts), now);
    expect({ value: found, until: then }).toEqual({ value, until });
    expect(judge.test(factsOf(facts), now)).toBe(value);
    if (until === null) return;
    expect(judge.test(factsOf(facts), until - 1)).toBe(value);
  });
});
