import fc from 'fast-check';
import type { Knex } from 'knex';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';

import { createConditions, isPluginError, type Condition } from '../../../../plugin/src';
import type { Transact, Tx } from '../../ports';
import { EVERYTHING, readCauses } from '../../profiles';
import { knexOf } from '../../strapi/database';
import type { SliceTables } from '../../strapi/tables';
import { createSegments } from '..';
import { foldCounts } from './membership-counts';
import { createKnexPeople } from './people';
import { createKnexSegmentStore } from './segment-store';
import { segmentsTables } from './tables';

interface OpenDatabase {
  readonly db: Knex;
  readonly transact: Transact;
}

type Step =
  | { readonly do: 'live'; readonly who: number; readonly plan: number; readonly fails: boolean }
  | { readonly do: 'edit'; readonly segment: number; readonly plan: number }
  | { readonly do: 'walk' | 'fold' }
  | { readonly do: 'merge'; readonly from: number; readonly into: number }
  | { readonly do: 'erase'; readonly who: number }
  | { readonly do: 'remove'; readonly segment: number };

const PEOPLE = 24;
const SEGMENTS = 3;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const idOf = (n: number): string => `p${String(n).padStart(3, '0')}`;
const keyOf = (n: number): string => `plan-${n}`;
const atMost = (plan: number): Condition => ({ kind: 'trait', where: { plan: { $lte: plan } } });

const who = fc.nat(PEOPLE - 1);
const plan = fc.nat(3);
const segment = fc.nat(SEGMENTS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('live' as const), who, plan, fails: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), segment, plan }) },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'walk' }, { do: 'fold' }) },
  fc.record({ do: fc.constant('merge' as const), from: who, into: who }),
  fc.record({ do: fc.constant('erase' as const), who }),
  fc.record({ do: fc.constant('remove' as const), segment }),
);

/** As an erasure does, in the tables of these slices alone. */
export const eraseIn = async (
  trx: Knex.Transaction,
  id: string,
  slices: readonly SliceTables[],
): Promise<void> => {
  const nobody = { anonymousIds: [], userIds: [], emails: [], emailHashes: [], mailboxHashes: [] };
  for (const { tables } of slices) {
    for (const table of tables) {
      if (table.holds === 'person') await table.erase(trx, { ...nobody, profileIds: [id] });
    }
  }
};

/** Counters equal a recount after whatever was done, also by several at once. `open` gives a database with all tables. */
export const membershipCountsSuite = (name: string, open: () => Promise<OpenDatabase>): void => {
  const begin = async () => {
    const { db, transact } = await open();
    const store = createKnexSegmentStore(db, () => v7());
    const people = createKnexPeople(db);
    const segments = createSegments({
      store,
      people,
      conditions: createConditions(),
      transact,
      now: () => 1,
      newId: () => v7(),
      log: silent,
      queueEach: async () => undefined,
      waiting: async () => 0,
      heard: async () => false,
      usedBy: async () => [],
      breathe: async () => undefined,
    });
    const profileOf = (n: number) => ({
      id: idOf(n),
      traits: JSON.stringify({ plan: n % 4 }),
      consent: '{}',
      created_at: 1,
      first_seen_at: 1,
      last_seen_at: 1,
      search: '',
    });
    const ensureAll = async (): Promise<void> => {
      const keys = new Set((await segments.all()).map(({ key }) => key));
      for (let n = 0; n < SEGMENTS; n += 1) {
        if (keys.has(keyOf(n))) continue;
        await segments.create({ name: keyOf(n), key: keyOf(n), condition: atMost(n) });
      }
    };
    const holding = (ids: readonly string[], work: (tx: Tx, trx: Knex.Transaction) => Promise<void>) =>
      transact(async (tx) => {
        await store.steady(tx);
        const held = await people.lock(tx, ids);
        if (ids.every((id) => held.has(id))) await work(tx, knexOf(tx));
      });

    const take = async (one: Step): Promise<void> => {
      switch (one.do) {
        case 'live': {
          const id = idOf(one.who);
          const judging = holding([id], async (tx, trx) => {
            const traits = JSON.stringify({ plan: one.plan });
            await trx('attune_profiles').where({ id }).update({ traits });
            await segments.judge(tx, new Map([[id, readCauses(EVERYTHING)]]), 1);
            if (one.fails) throw new Error('stop');
          });
          // Where somebody else holds them, nothing is done, and nothing fails.
          return judging.catch((error: Error) => {
            if (error.message !== 'stop') throw error;
          });
        }
        case 'edit':
          await segments.update(keyOf(one.segment), { condition: atMost(one.plan) });
          return;
        case 'walk':
          return segments.walk();
        case 'fold':
          while (await transact(foldCounts));
          return;
        case 'merge': {
          const [from, into] = [idOf(one.from), idOf(one.into)];
          if (from === into) return;
          return holding([from, into], async (tx, trx) => {
            await trx('attune_profiles').where({ id: from }).update({ merged_into: into });
            await segments.onMerge(tx, from, into);
          });
        }
        case 'erase':
          return holding([idOf(one.who)], async (_tx, trx) => {
            await eraseIn(trx, idOf(one.who), [segmentsTables]);
            await trx('attune_profiles')
              .where({ id: idOf(one.who) })
              .delete();
          });
        case 'remove':
          await segments.remove(keyOf(one.segment));
      }
    };

    const compare = async (): Promise<number> => {
      const counted = await store.sizes();
      const kept = (await db('attune_memberships').groupBy('segment_id').select('segment_id').count({
        n: '*',
      })) as { segment_id: string; n: number | string }[];
      const there = [...counted].filter(([, n]) => n !== 0).sort();
      expect(there).toEqual(kept.map(({ segment_id, n }) => [segment_id, Number(n)]).sort());
      for (const [id, n] of counted) expect((await store.members(id, 1, 1)).total).toBe(n);
      return there.reduce((sum, [, n]) => sum + n, 0);
    };
    const clear = async (): Promise<void> => {
      for (const { key } of await segments.all()) await segments.remove(key);
      for (const table of ['attune_profiles', 'attune_memberships', 'attune_membership_counts']) {
        await db(table).delete();
      }
      await db('attune_profiles').insert(Array.from({ length: PEOPLE }, (_, n) => profileOf(n)));
      await ensureAll();
      await segments.walk();
    };
    return { db, transact, store, segments, take, compare, clear, ensureAll };
  };

  describe(name, () => {
    it('counts what a recount would, whatever was done at the same time', { timeout: 120_000 }, async () => {
      const { take, compare, clear, ensureAll } = await begin();
      let counted = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 12 }),
          async (turns) => {
            await clear();
            counted += await compare();
            for (const turn of turns) {
              await ensureAll();
              // One that another has removed is not found: that is not what is looked at.
              const done = await Promise.allSettled(turn.map(take));
              for (const one of done) {
                if (one.status === 'rejected' && !isPluginError(one.reason)) throw one.reason;
              }
              counted += await compare();
            }
          },
        ),
        { numRuns: 30 },
      );
      expect(counted).toBeGreaterThan(500);
    });

    it('folds many changes into one row a segment, and loses none', async () => {
      const { db, transact, store, compare, clear } = await begin();
      await clear();
      const [first] = await store.all(null);
      const id = first!.id;
      for (let n = 0; n < 120; n += 1) {
        const member = { segmentId: id, profileId: `q${n}`, enteredAt: 1, parts: '' };
        await transact((tx) => store.enter(tx, [member, { ...member, parts: '1' }]));
        if (n % 3 === 0) await transact((tx) => store.leave(tx, id, [`q${n}`, 'nobody']));
      }
      const rows = async () => (await db('attune_membership_counts').where({ segment_id: id })).length;
      expect(await rows()).toBeGreaterThan(100);
      const before = await compare();
      await Promise.all([transact(foldCounts), transact(foldCounts)]);
      expect(await compare()).toBe(before);
      expect(await rows()).toBeLessThan(10);
    });
  });
};
