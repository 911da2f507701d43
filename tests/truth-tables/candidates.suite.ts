import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';

import { createConditions, isOurs, type Condition, type Facts, type JsonObject } from '../../plugin/src';
import { leaf, NOW, person } from '../support/condition-arbitraries';
import { narrowOf } from '../../server/src/segments/narrowing/narrow-condition';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { plant } from './bulk-people';

const PEOPLE = 80;
const VIP = 'segment-vip';
const conditions = createConditions();

/** Whatever may stand in a trait that is compared with a word. */
const country = fc.constantFrom(
  ...['DE', 'AT', 'de', 'DE,AT', '', 'true', 'null', '[object Object]', 'say "DE"'],
  ...[5, 0, true, null, undefined, ['DE'], [['DE']], ['AT', 'DE'], [], { a: 'DE' }],
);

const traitTest = fc.constantFrom(
  ...['DE', 'DE,AT', 'true', 'null', '[object Object]', '5', 5, null, true, ''],
  ...[
    { $eq: 'DE' },
    { $ne: 'DE' },
    { $in: ['DE', 'AT'] },
    { $in: ['DE', 5] },
    { $in: [] },
    { $in: ['DE', null] },
  ],
  ...[{ $nin: ['DE'] }, { $not: 'DE' }, { $not: { $eq: 'DE' } }, { $lt: 6 }, { $gte: 'A' }, { $regex: 'D' }],
  ...[
    { $exists: false },
    { $all: ['DE'] },
    { $elemMatch: { $eq: 'DE' } },
    { $eq: 'DE', $ne: 'AT' },
    { $type: 'array' },
  ],
);

const traitLeaf: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.dictionary(fc.constantFrom('country', 'plan.home', 'spent'), traitTest, { minKeys: 1, maxKeys: 2 }),
    fc.constantFrom('plain', '$or', '$and', '$not'),
  )
  .map(([where, how]) => {
    const wrapped = how === '$not' ? { $not: where } : { [how]: [where] };
    return { kind: 'trait', where: (how === 'plain' ? where : wrapped) as JsonObject };
  });

const one = fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: traitLeaf });
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: one },
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
}));

/** When somebody was seen is what their events say, as where people are read. */
const seenOf = ({ events, profile }: Facts): Facts['profile'] => {
  const theirs = Object.values(events).flatMap((list) => list.filter(({ name }) => !isOurs(name)));
  const times = theirs.map(({ at }) => at);
  const [first, last] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [null, null];
  return { id: '', createdAt: 0, timezone: profile?.timezone, firstSeenAt: first, lastSeenAt: last };
};

const somebody: fc.Arbitrary<Facts> = fc.tuple(person, country, country).map(([facts, lives, home]) => ({
  ...facts,
  profile: seenOf(facts),
  traits: { ...facts.traits, country: lives as never, plan: { home: home as never } },
}));

const idOf = (n: number): string => `p${String(n).padStart(3, '0')}`;

/** The base under names of their own, as a database holds it: of whoever there is, nothing else is asked. */
const asPlanted = (base: readonly Facts[]): readonly Facts[] =>
  base.map((facts, n) => ({
    ...facts,
    profile: { id: idOf(n), createdAt: 0, timezone: null, firstSeenAt: null, lastSeenAt: null },
  }));

const MOST_TURNS = 200;

/** Whether it holds now or at a later moment, if nothing happens: what has no end counts as holding. */
const everHolds = (asked: Condition, facts: Facts): boolean => {
  const judge = conditions.compile(asked);
  for (let at = NOW, turn = 0; turn < MOST_TURNS; turn += 1) {
    const { value, until } = judge(facts, at);
    if (value) return true;
    if (until === null) return false;
    at = until;
  }
  return true;
};

const untilNow = (facts: Facts): Facts => {
  const events = Object.fromEntries(
    Object.entries(facts.events).map(([name, list]) => [name, list.filter(({ at }) => at <= NOW)]),
  );
  return { ...facts, events, profile: seenOf({ ...facts, events }) };
};

/** An index may name too many, and never one too few. `open` gives a database with all tables. */
export const candidatesSuite = (name: string, open: () => Promise<{ readonly db: Knex }>): void => {
  describe(name, () => {
    const told = { narrowed: 0, left: 0, holds: 0 };
    const bases = [
      ['some of whom sent something from the future', (facts: Facts) => facts],
      ['none of whom is ahead of the clock', untilNow],
    ] as const;
    it.each(bases)(
      'names everybody of whom it holds, now or later, %s',
      { timeout: 120_000 },
      async (_, asOf) => {
        const { db } = await open();
        const base = fc.sample(somebody.map(asOf), { numRuns: PEOPLE, seed: 7 });
        await plant(db, asPlanted(base), new Map([['vip', VIP]]));
        const people = createKnexPeople(db);
        await fc.assert(
          fc.asyncProperty(tree, fc.constantFrom('', idOf(20)), async (asked, after) => {
            const narrow = narrowOf(conditions, asked, NOW, (key) => (key === 'vip' ? VIP : undefined));
            if (narrow.who === 'everyone') return;
            told.narrowed += 1;
            const could = new Set(await people.candidates(null, narrow, { after, upTo: null }));
            told.left += PEOPLE - could.size;
            for (const [n, facts] of base.entries()) {
              if (idOf(n) <= after || !everHolds(asked, facts)) continue;
              told.holds += 1;
              expect(could, `${idOf(n)} ${JSON.stringify(asked)}`).toContain(idOf(n));
            }
          }),
          { numRuns: 500 },
        );
      },
    );

    it('is seen to narrow, and to meet those of whom it holds', () => {
      expect(told.narrowed).toBeGreaterThan(190);
      expect(told.left).toBeGreaterThan(2_500);
      expect(told.holds).toBeGreaterThan(1_250);
    });
  });
};
