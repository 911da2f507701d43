import { describe, expect, it } from 'vitest';

import { evaluate, noFacts, type Condition } from '../../../../plugin/src';
import { discreet, tellable, tellableWords } from './discretion';

const seen = (name: string) => ({ name, count: 3, examples: ['x'] });

it('offers nothing sensitive, and examples only to who may see people', () => {
  const words = {
    events: [
      {
        name: 'Signed Up',
        count: 3,
        looked: 3,
        properties: [seen('plan'), seen('user.iban'), seen('user.health.weight'), seen('children[].health')],
      },
    ],
    traits: [seen('country'), seen('iban'), seen('health.weight'), seen('healthy')],
    people: 3,
  };
  expect(discreet(words, ['iban', 'health'], true)).toEqual({
    events: [{ name: 'Signed Up', count: 3, looked: 3, properties: [seen('plan')] }],
    traits: [seen('country'), seen('healthy')],
    people: 3,
  });
  const masked = discreet(words, [], false);
  expect(
    [...masked.traits, ...(masked.events[0]?.properties ?? [])].flatMap(({ examples }) => examples),
  ).toEqual([]);
  expect(masked.traits).toHaveLength(4);
});

describe('the reasons of one person', () => {
  const CONDITION: Condition = {
    all: [
      { kind: 'trait', where: { country: 'DE' } },
      { kind: 'trait', where: { 'health.weight': { $gt: 80 } } },
    ],
  };
  const facts = { ...noFacts(), traits: { country: 'DE', health: { weight: 90 } } };
  const { reasons } = evaluate(CONDITION, facts, 0);

  it('are told but for what is sensitive, and it is said that something is not', () => {
    const told = tellable(CONDITION, reasons, ['health']);
    expect(told.reasons.map(({ path }) => path)).toEqual(['all.0']);
    expect(JSON.stringify(told)).not.toContain('90');
    expect(told.untold).toHaveLength(1);
    expect(tellable(CONDITION, reasons, [])).toEqual({ reasons, untold: [] });
  });

  it('are not told from words that were kept, where anything sensitive has a say', () => {
    const words = (condition: Condition, because: readonly string[], sensitive: readonly string[]) =>
      tellableWords({ condition, conditionAt: 5 }, { at: 5, because }, sensitive);
    expect(words(CONDITION, ['health.weight is 90'], ['health']).join()).not.toContain('90');
    expect(words(CONDITION, ['country is DE'], ['iban'])).toEqual(['country is DE']);
    const figure: Condition = { kind: 'event', name: 'Weighed', sum: 'health.kilos', value: { $gt: 1 } };
    expect(words(figure, ['90'], ['health'])).not.toContain('90');
    expect(words(CONDITION, [], ['health'])).toEqual([]);
  });

  it('are not told from words of an earlier condition, where anything is sensitive', () => {
    const segment = { condition: { kind: 'trait', where: { country: 'DE' } }, conditionAt: 5 } as const;
    const before = { at: 4, because: ['health.weight is 90'] };
    expect(tellableWords(segment, before, ['health'])).toEqual([
      'the condition was another then, and may have looked at what is marked sensitive',
    ]);
    expect(tellableWords(segment, before, [])).toEqual(before.because);
    expect(tellableWords(segment, { at: 5, because: ['country is DE'] }, ['health'])).toEqual([
      'country is DE',
    ]);
  });
});
