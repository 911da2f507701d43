import { describe, expect, it } from 'vitest';

import {
  builtInDefinitions,
  compile,
  conditionSchema,
  createConditions,
  createFuse,
  createHolds,
  leavesOf,
  type Condition,
  type Groups,
} from '../../plugin/src';
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

describe('conditions on saved groups', () => {
  const rows = CONDITION_TABLE.filter(({ facts }) => facts.groups);

  it.each(rows)('$name, by the groups that the language keeps', ({ condition, facts, now, value, until }) => {
    const { groups: kept = {}, ...bare } = facts;
    const language = createConditions([], { groups: () => kept });
    const judge = language.compile(condition);
    const person = factsOf(bare);
    expect({ ...judge(person, now), reasons: [] }).toEqual({ value, until, reasons: [] });
    expect(judge.test(person, now)).toBe(value);
    expect(createHolds(language.compile)(condition)(person, now)).toBe(value);
    const held = new Uint8Array(1);
    createFuse(language.compile)([condition])(person, now, held);
    expect(held[0]).toBe(value ? 1 : 0);
  });

  it('follow a group that has changed, without being made anew', () => {
    let kept: Groups = { staff: ['ada'] };
    const { compile: ready } = createConditions([], { groups: () => kept });
    const condition: Condition = { kind: 'trait', where: { name: { $inGroup: 'staff' } } };
    const judge = ready(condition);
    const bob = factsOf({ traits: { name: 'bob' } });
    expect(judge.test(bob, 0)).toBe(false);
    kept = { staff: ['ada', 'bob'] };
    expect(judge.test(bob, 0)).toBe(true);
    expect(judge.test(factsOf({ traits: { name: 'bob' }, groups: { staff: [] } }), 0)).toBe(false);
    kept = {};
    expect(judge.test(bob, 0)).toBe(false);
  });
});
