import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { eventLeaf, NOW, person } from '../../../../../tests/support/condition-arbitraries';
import { parseDuration } from '../../../duration';
import type { Json, JsonObject } from '../../../json';
import type { EventCondition, EventFigure } from '../../condition';
import { compile } from '../../conditions';
import type { EventFact, Facts } from '../../facts';

/** The value at a path as the words have it; only the paths that the random conditions use. */
const read = (path: string, { properties }: EventFact, facts: Facts): Json => {
  if (!path.startsWith('product.')) return properties[path] ?? null;
  const entry = facts.products?.[String(properties.product_id)];
  return entry?.[path.slice('product.'.length)] ?? null;
};

const numberOf = (value: Json): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? [Number(value)] : [];
};

const passes = (where: JsonObject | undefined, event: EventFact, facts: Facts): boolean =>
  Object.entries(where ?? {}).every(([path, wanted]) => read(path, event, facts) === wanted);

const startOf = (within: string, facts: Facts, now: number): number => {
  const unit = within === 'today' ? 'day' : within === 'this week' ? 'week' : 'month';
  const local = DateTime.fromMillis(now, { zone: facts.profile?.timezone ?? 'UTC' });
  return (local.isValid ? local : DateTime.fromMillis(now, { zone: 'UTC' })).startOf(unit).toMillis();
};

const inside = ({ name, where, within }: EventFigure, facts: Facts, now: number): EventFact[] =>
  Object.values(facts.events)
    .flat()
    .sort((a, b) => a.at - b.at)
    .filter(
      (event) => (name === '*' || event.name === name) && event.at <= now && passes(where, event, facts),
    )
    .filter(({ at }) => {
      if (within === undefined) return true;
      const length = parseDuration(within);
      return length === undefined ? at >= startOf(within, facts, now) : at > now - length;
    });

const figureOf = (options: EventFigure, events: readonly EventFact[], facts: Facts): Json => {
  const numbers = (path: string) => events.flatMap((event) => numberOf(read(path, event, facts)));
  const { sum, average, min, max, distinct, first, last } = options;
  if (sum !== undefined) return numbers(sum).reduce((total, one) => total + one, 0);
  if (average !== undefined) {
    const all = numbers(average);
    return all.length === 0 ? null : all.reduce((total, one) => total + one, 0) / all.length;
  }
  if (min !== undefined) return numbers(min).length === 0 ? null : Math.min(...numbers(min));
  if (max !== undefined) return numbers(max).length === 0 ? null : Math.max(...numbers(max));
  if (distinct !== undefined) {
    const found = events.map((event) => read(distinct, event, facts)).filter((value) => value !== null);
    return new Set(found.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))))
      .size;
  }
  if (first !== undefined) return events[0] ? read(first, events[0], facts) : null;
  const newest = events.at(-1);
  if (last !== undefined) return newest ? read(last, newest, facts) : null;
  return events.length;
};

const compare = (expected: Json, value: Json): boolean => {
  const [[operator, limit] = ['', 0]] = Object.entries(expected as Record<string, Json>);
  if (operator === '$exists') return (value !== null) === limit;
  if (operator === '$eq') return value === limit;
  if (operator === '$ne') return value !== limit;
  if (value === null) return false;
  const [a, b] = [value as number, limit as number];
  return { $lt: a < b, $lte: a <= b, $gt: a > b, $gte: a >= b }[operator] ?? false;
};

/** The plain reading of the words, with no thought of speed. */
const oracle = (asked: EventCondition, facts: Facts, now: number): boolean => {
  const counts = figureOf(asked, [], facts) === 0 && asked.sum === undefined && asked.distinct === undefined;
  const wanted = counts && !asked.of ? (asked.count ?? { $gte: 1 }) : (asked.value ?? null);
  const events = inside(asked, facts, now);
  if (asked.of) {
    const below = figureOf(
      asked.of,
      inside({ ...asked.of, within: asked.of.within ?? asked.within }, facts, now),
      facts,
    );
    const above = figureOf(asked, events, facts);
    const ratio =
      typeof above === 'number' && typeof below === 'number' && below !== 0 ? above / below : null;
    return compare(wanted, ratio);
  }
  const each = (list: readonly EventFact[]): boolean => {
    if (asked.per === undefined) return compare(wanted, figureOf(asked, list, facts));
    const per = parseDuration(asked.per) ?? 0;
    const parts = (parseDuration(asked.within ?? '') ?? 0) / per;
    return Array.from({ length: parts }, (_, n) => n).every((n) => {
      const part = list.filter(({ at }) => at > now - (n + 1) * per && at <= now - n * per);
      return compare(wanted, figureOf(asked, part, facts));
    });
  };
  if (asked.by === undefined) return each(events);
  const groups = new Map<string, EventFact[]>();
  for (const event of events) {
    const by = read(asked.by, event, facts);
    if (by === null) continue;
    const key = typeof by === 'object' ? JSON.stringify(by) : String(by);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()].some(each);
};

const moments = fc.array(fc.integer({ min: NOW - 40 * 86_400_000, max: NOW + 86_400_000 }), { maxLength: 3 });

describe('any condition on events', { timeout: 60_000 }, () => {
  it('is what its words say, at any moment', () => {
    fc.assert(
      fc.property(eventLeaf, person, moments, (asked, facts, others) => {
        const judge = compile(asked);
        for (const now of [NOW, ...others]) expect(judge.test(facts, now)).toBe(oracle(asked, facts, now));
      }),
      { numRuns: 4_000 },
    );
  });

  it('changes at an until and never before one', () => {
    fc.assert(
      fc.property(eventLeaf, person, (asked, facts) => {
        const judge = compile(asked);
        let now = NOW;
        for (let step = 0; step < 15; step += 1) {
          const { value, until } = judge(facts, now);
          expect(value).toBe(oracle(asked, facts, now));
          if (until === null) return;
          expect(oracle(asked, facts, until - 1)).toBe(value);
          now = until;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells when a stretch fills or empties', () => {
    const asked = fc.record({
      operator: fc.constantFrom('$gte', '$lte', '$eq'),
      n: fc.integer({ min: 0, max: 2 }),
      by: fc.constantFrom('product_id', undefined),
    });
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom('a', 'b')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(asked, steps, ({ operator, n, by }, list) => {
        const condition: EventCondition = {
          kind: 'event',
          name: 'A',
          within: '3h',
          per: '1h',
          by,
          count: { [operator]: n },
        };
        const events = [...list]
          .sort((a, b) => b[0] - a[0])
          .map(([step, id]) => ({ name: 'A', at: NOW - step * 600_000, properties: { product_id: id } }));
        const facts: Facts = { ...EMPTY, events: { A: events } };
        const judge = compile(condition);
        let now = NOW;
        for (let look = 0; look < 40; look += 1) {
          const { value, until } = judge(facts, now);
          expect(value).toBe(oracle(condition, facts, now));
          const end = until ?? now + 4 * 3_600_000;
          for (let at = now; at < end && at < now + 4 * 3_600_000; at += 300_000) {
            expect(oracle(condition, facts, at)).toBe(value);
          }
          if (until === null) return;
          now = until;
        }
      }),
      { numRuns: 800 },
    );
  });

  it('stays quick with five thousand events', () => {
    const at = (index: number) => NOW - (5_000 - index) * 400_000;
    const events = Array.from({ length: 5_000 }, (_, index) => ({
      name: 'A',
      at: at(index),
      properties: { total: index % 97, product_id: `p${index % 50}` },
    }));
    const facts: Facts = { ...EMPTY, events: { A: events } };
    const options = { kind: 'event', name: 'A', within: '28d' } as const;
    const asked: readonly EventCondition[] = [
      { ...options, average: 'total', value: { $gt: 1_000 } },
      { ...options, distinct: 'product_id', value: { $gt: 50 } },
      { ...options, by: 'product_id', count: { $gt: 1_000 } },
      { ...options, per: '7d', sum: 'total', value: { $gt: 0 } },
      { ...options, per: '7d', by: 'product_id', count: { $gt: 0 } },
      { ...options, of: { name: 'A', within: '7d' }, value: { $gt: 1_000 } },
    ];
    for (const condition of asked) {
      const judge = compile(condition);
      judge(facts, NOW);
      const started = performance.now();
      for (let run = 0; run < 3; run += 1) judge(facts, NOW + run);
      const each = (performance.now() - started) / 3;
      // Where work grew with the square, it would be seconds.
      expect(each, JSON.stringify(condition)).toBeLessThan(500);
    }
  });
});

const EMPTY: Facts = {
  profile: null,
  traits: {},
  events: {},
  segments: new Set(),
  lists: new Set(),
  tags: new Set(),
};
