import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  among,
  condition,
  DAY,
  leaf,
  NOW,
  person,
  values,
} from '../../../tests/support/condition-arbitraries';
import { DEFAULT_SCORING, type Scoring } from '../scores';
import { createConditions } from './conditions';

const QUICK: Scoring = {
  ...DEFAULT_SCORING,
  engagement: { weights: { A: 3, 'Order Completed': 40, '*': 1 }, halfLife: 3_600_000, scale: 5 },
};

const languages = [createConditions(), createConditions([], { scoring: () => QUICK })];
const language = fc.constantFrom(...languages);
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('any condition of any kind on any history', { timeout: 60_000 }, () => {
  it('reads as a sentence, and explains itself', () => {
    fc.assert(
      fc.property(condition, person, values, (asked, facts, given) => {
        const [{ compile, describe: sentence, explain }] = languages as [(typeof languages)[0]];
        expect(sentence(asked)).not.toBe('');
        const { reasons } = compile(asked)(among(asked, facts, given), NOW);
        for (const words of explain(asked, reasons)) expect(words.trim()).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('has one value, whether the reasons are asked for or not', () => {
    fc.assert(
      fc.property(language, condition, person, values, ({ compile }, asked, person, given) => {
        const facts = among(asked, person, given);
        const judge = compile(asked);
        expect(judge.test(facts, NOW)).toBe(judge(facts, NOW).value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds until its until, and not a millisecond is missed before', () => {
    fc.assert(
      fc.property(language, leaf, person, values, share, ({ compile }, asked, person, given, somewhere) => {
        const facts = among(asked, person, given);
        const judge = compile(asked);
        let now = NOW;
        for (let step = 0; step < 12; step += 1) {
          const { value, until } = judge(facts, now);
          const end = until ?? now + 400 * DAY;
          expect(end).toBeGreaterThan(now);
          const between = now + Math.floor((end - now - 1) * somewhere);
          for (const moment of [now, between, end - 1]) expect(judge.test(facts, moment)).toBe(value);
          if (until === null) return;
          now = until;
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it('holds until its until in a tree of any form', () => {
    fc.assert(
      fc.property(
        language,
        condition,
        person,
        values,
        share,
        ({ compile }, asked, person, given, somewhere) => {
          const facts = among(asked, person, given);
          const judge = compile(asked);
          const { value, until } = judge(facts, NOW);
          const end = until ?? NOW + 400 * DAY;
          const between = NOW + Math.floor((end - NOW - 1) * somewhere);
          for (const moment of [between, end - 1]) expect(judge.test(facts, moment)).toBe(value);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('throws on no facts at all, however they are broken', () => {
    const broken = fc.anything({ maxDepth: 2 });
    fc.assert(
      fc.property(condition, person, broken, broken, (asked, person, traits, properties) => {
        const judge = createConditions().compile(asked);
        const events = { A: [{ name: 'A', at: NOW - 5, properties: properties as never }] };
        const facts = { ...person, traits: traits as never, events };
        expect(typeof judge(facts, NOW).value).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });
});
