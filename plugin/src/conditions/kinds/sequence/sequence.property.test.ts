import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NOW, person, sequenceLeaf } from '../../../../../tests/support/condition-arbitraries';
import { parseDuration } from '../../../duration';
import type { SequenceCondition, SequenceEvent } from '../../condition';
import { compile } from '../../conditions';
import type { EventFact, Facts } from '../../facts';

const fits = ({ name, where }: SequenceEvent, event: EventFact, facts: Facts): boolean =>
  (name === '*' || name === event.name) &&
  Object.entries(where ?? {}).every(([path, wanted]) => {
    if (path === 'color') return event.properties.color === wanted;
    return facts.products?.[String(event.properties.product_id)]?.brand === wanted;
  });

/** Tries every choice of events for the steps, with no thought of speed. */
const oracle = ({ steps, within }: SequenceCondition, facts: Facts, now: number): boolean => {
  const past = Object.values(facts.events)
    .flat()
    .filter(({ at }) => at <= now);
  const length = within === undefined ? Infinity : (parseDuration(within) ?? 0);
  const isFree = (forbidden: readonly SequenceEvent[], after: number, before: number): boolean =>
    !past.some(
      (event) => event.at > after && event.at < before && forbidden.some((one) => fits(one, event, facts)),
    );

  const follow = (index: number, start: number, at: number, forbidden: readonly SequenceEvent[]): boolean => {
    const step = steps[index];
    if (!step) {
      const end = start + length;
      return forbidden.length === 0 || (end <= now && isFree(forbidden, at, end));
    }
    if ('not' in step) return follow(index + 1, start, at, [...forbidden, step.not]);
    return past.some(
      (event) =>
        fits(step, event, facts) &&
        (index === 0 || (event.at > at && event.at < start + length && isFree(forbidden, at, event.at))) &&
        follow(index + 1, index === 0 ? event.at : start, event.at, []),
    );
  };
  return follow(0, 0, 0, []);
};

const dense = fc
  .array(
    fc.tuple(
      fc.constantFrom('A', 'B', 'Order Completed'),
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom('red', 'blue'),
    ),
    { maxLength: 12 },
  )
  .map((list) => {
    const events: Record<string, EventFact[]> = {};
    for (const [name, step, color] of [...list].sort((a, b) => a[1] - b[1])) {
      (events[name] ??= []).push({ name, at: NOW - 10 * 45_000 + step * 45_000, properties: { color } });
    }
    return events;
  });

describe('any sequence on any history', { timeout: 60_000 }, () => {
  it('is what its words say, and changes only at an until', () => {
    fc.assert(
      fc.property(sequenceLeaf, person, dense, fc.boolean(), (asked, someone, events, isDense) => {
        const facts = isDense ? { ...someone, events } : someone;
        const judge = compile(asked);
        let now = NOW;
        for (let step = 0; step < 6; step += 1) {
          const { value, until } = judge(facts, now);
          expect(value).toBe(oracle(asked, facts, now));
          expect(judge.test(facts, now)).toBe(value);
          if (until === null) return;
          expect(oracle(asked, facts, until - 1)).toBe(value);
          now = until;
        }
      }),
      { numRuns: 6_000 },
    );
  });

  it('stays quick with five thousand events', () => {
    const list = (name: string, shift: number) =>
      Array.from({ length: 1_250 }, (_, index) => ({
        name,
        at: NOW - (1_250 - index) * 1_000 + shift,
        properties: {},
      }));
    const events = { A: list('A', 0), B: list('B', 100), C: list('C', 200), D: list('D', 300) };
    const facts = { ...NOBODY, events };
    const asked: readonly SequenceCondition[] = [
      {
        kind: 'sequence',
        steps: [{ name: 'A' }, { not: { name: 'B' } }, { name: 'C' }, { name: 'D' }],
        within: '7d',
      },
      {
        kind: 'sequence',
        steps: [{ name: 'A' }, { name: 'B' }, { name: 'C' }, { not: { name: 'D' } }],
        within: '7d',
      },
    ];
    for (const condition of asked) {
      const judge = compile(condition);
      const started = performance.now();
      for (let run = 0; run < 3; run += 1) judge(facts, NOW + run);
      expect((performance.now() - started) / 3, JSON.stringify(condition)).toBeLessThan(500);
    }
  });
});

const NOBODY: Facts = {
  profile: null,
  traits: {},
  events: {},
  segments: new Set(),
  lists: new Set(),
  tags: new Set(),
};
