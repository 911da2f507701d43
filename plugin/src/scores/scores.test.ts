import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  DEFAULT_SCORING,
  engagementParts,
  engagementScore,
  engagementStep,
  engagementWorth,
  percentileOf,
  populationOf,
  quintileOf,
  rfmValues,
  whenScoreFallsTo,
  zScoreOf,
  type EngagementScoring,
} from '.';
import { scoringSchema } from './schema';

const DAY = 86_400_000;
const NOW = 20_000 * DAY;
const happened = (name: string, days: number, properties = {}) => ({
  name,
  at: NOW - days * DAY,
  properties,
});

describe('engagement', () => {
  it('is worth half after a half-life, and told by its parts', () => {
    const { engagement } = DEFAULT_SCORING;
    const events = {
      'Page Viewed': [happened('Page Viewed', 14), happened('Page Viewed', 0)],
      'Order Completed': [happened('Order Completed', 28)],
      Unweighted: [happened('Unweighted', 0)],
    };
    expect(engagementParts(events, NOW, engagement)).toEqual([
      { name: 'Order Completed', count: 1, worth: 5 },
      { name: 'Page Viewed', count: 2, worth: 1.5 },
    ]);
    expect(engagementWorth(events, NOW, engagement)).toBe(6.5);
    expect(engagementScore(events, NOW, engagement)).toBe(19.48);
    expect(engagementScore({}, NOW, engagement)).toBe(0);
    expect(engagementScore(events, NOW, { ...engagement, weights: { '*': 1_000 } })).toBe(100);
  });

  it('counts other names where "*" has a weight, and none twice', () => {
    const events = { A: [happened('A', 0)], B: [happened('B', 0)] };
    const scoring = { ...DEFAULT_SCORING.engagement, weights: { A: 2, '*': 3 } };
    expect(engagementWorth(events, NOW, scoring)).toBe(5);
  });

  it('falls to a step at exactly the millisecond that was told', () => {
    const scoring: fc.Arbitrary<EngagementScoring> = fc.record({
      weights: fc.record({
        A: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
        '*': fc.constantFrom(0, 1),
      }),
      halfLife: fc.integer({ min: 3_600_000, max: 1_000 * DAY }),
      scale: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    });
    const ages = fc.array(fc.integer({ min: 0, max: 400 * DAY }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scoring, ages, fc.double({ min: 0, max: 1, noNaN: true }), (given, list, part) => {
        const events = { A: list.sort((a, b) => b - a).map((age) => happened('A', age / DAY)) };
        const step = engagementStep(engagementWorth(events, NOW, given), given);
        if (step === 0) return;
        const wanted = Math.floor(part * (step - 1));
        const at = whenScoreFallsTo(wanted, events, NOW, given);
        const stepAt = (moment: number) => engagementStep(engagementWorth(events, moment, given), given);
        expect(stepAt(at)).toBeLessThanOrEqual(wanted);
        expect(stepAt(at - 1)).toBeGreaterThan(wanted);
        for (const beside of [2, 3, 10, 1_000]) {
          expect(stepAt(at + beside)).toBeLessThanOrEqual(wanted);
          if (at - beside >= NOW) expect(stepAt(at - beside)).toBeGreaterThan(wanted);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('RFM', () => {
  it('counts whole days, orders and money to the cent', () => {
    const order = (days: number, properties: object) => happened('Order Completed', days, properties);
    const orders = [
      order(9, { revenue: '0.2' }),
      order(3, { total: 0.1 }),
      order(1.5, { total: 'x' }),
      order(-1, { total: 9 }),
    ];
    expect(rfmValues({ 'Order Completed': orders }, NOW, DEFAULT_SCORING.rfm)).toEqual({
      recency: 1,
      frequency: 3,
      monetary: 0.3,
    });
    expect(rfmValues({}, NOW, DEFAULT_SCORING.rfm)).toEqual({ recency: null, frequency: 0, monetary: 0 });
  });
});

describe('a population', () => {
  it('places each of its own where they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 60 }), (values) => {
        const population = populationOf(values, NOW);
        const ascending = [...values].sort((a, b) => a - b);
        const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
        for (const value of values) {
          const place = (100 * ascending.lastIndexOf(value)) / (values.length - 1);
          expect(percentileOf(value, population)).toBeCloseTo(place, 9);
          const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
          const z = zScoreOf(value, population);
          if (sd === 0) expect(z).toBeNull();
          else expect(z).toBeCloseTo((value - mean) / sd, 9);
        }
        expect(percentileOf(ascending[0]! - 1, population)).toBe(0);
        expect(percentileOf(ascending.at(-1)! + 1, population)).toBe(100);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a thousand and one quantiles of a million, and cuts fifths', () => {
    const values = Array.from({ length: 100_001 }, (_, index) => 100_000 - index);
    const population = populationOf([...values, null], NOW);
    expect(population.n).toBe(100_001);
    expect(population.quantiles).toHaveLength(1_001);
    expect(population.quantiles[1]).toBe(100);
    expect(percentileOf(95_050, population)).toBeCloseTo(95.05, 9);
    expect([0, 20_000, 20_001, 60_001, 100_000].map((value) => quintileOf(value, population))).toEqual([
      1, 1, 2, 4, 5,
    ]);
    expect(populationOf([], NOW)).toEqual({ refreshedAt: NOW, n: 0, mean: 0, sd: 0, quantiles: [] });
    expect(percentileOf(1, populationOf([], NOW))).toBeNull();
    expect(quintileOf(1, populationOf([null], NOW))).toBeNull();
  });
});

describe('the settings of scores', () => {
  it('take what is shipped and refuse what would stand still', () => {
    expect(scoringSchema.parse(DEFAULT_SCORING)).toEqual(DEFAULT_SCORING);
    const bad = { ...DEFAULT_SCORING, engagement: { ...DEFAULT_SCORING.engagement, halfLife: 0 } };
    expect(scoringSchema.safeParse(bad).error?.issues[0]?.path).toEqual(['engagement', 'halfLife']);
  });
});
