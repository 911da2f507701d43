import type { Knex } from 'knex';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createConditions, isOurs, leavesOf, type Facts, type Judge } from '../../plugin/src';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { createSegments, type Segment, type Segments, type SegmentStore } from '../../server/src/segments';
import type { Narrow } from '../../server/src/segments/narrow';
import { narrowOf } from '../../server/src/segments/narrow-condition';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import type { TestDatabase } from '../support/database';
import { factsOf, type ConditionRow } from './condition-table';

const conditions = createConditions();
const silent = { debug() {}, info() {}, warn() {}, error() {} };

export const truthTables = [profilesTables, eventsTables, segmentsTables];

/** A row's person under a name of their own, as a database holds them. */
const personOf = ({ facts }: ConditionRow, id: string): Facts => {
  const given = factsOf(facts);
  const theirs = Object.values(given.events).flatMap((list) => list.filter(({ name }) => !isOurs(name)));
  const times = theirs.map(({ at }) => at);
  return {
    ...given,
    profile: {
      createdAt: 0,
      timezone: null,
      ...given.profile,
      id,
      firstSeenAt: times.length > 0 ? Math.min(...times) : null,
      lastSeenAt: times.length > 0 ? Math.max(...times) : null,
    },
  };
};

const insertAll = async (db: Knex, table: string, rows: readonly object[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += 100) await db(table).insert(rows.slice(from, from + 100));
};

const plant = async (
  db: Knex,
  people: readonly Facts[],
  baseIds: ReadonlyMap<string, string>,
): Promise<void> => {
  await insertAll(
    db,
    'attune_profiles',
    people.map(({ profile, traits }) => ({
      id: profile?.id,
      traits: JSON.stringify(traits),
      consent: '{}',
      timezone: profile?.timezone ?? null,
      created_at: profile?.createdAt,
      first_seen_at: 1,
      last_seen_at: 1,
      search: '',
    })),
  );
  await insertAll(
    db,
    'attune_events',
    people.flatMap(({ profile, events }) =>
      Object.values(events)
        .flat()
        .map(({ name, at, properties }) => ({
          message_id: v7(),
          profile_id: profile?.id,
          type: 'track',
          name,
          at,
          received_at: at,
          proven: true,
          properties: JSON.stringify(properties),
          context: '{}',
          handled: true,
        })),
    ),
  );
  await insertAll(
    db,
    'attune_profile_lists',
    people.flatMap(({ profile, lists }) =>
      [...lists].map((list_id) => ({ list_id, profile_id: profile?.id, at: 1 })),
    ),
  );
  await insertAll(
    db,
    'attune_profile_tags',
    people.flatMap(({ profile, tags }) => [...tags].map((tag) => ({ tag, profile_id: profile?.id, at: 1 }))),
  );
  await insertAll(
    db,
    'attune_memberships',
    people.flatMap(({ profile, segments }) =>
      [...segments].map((key) => ({
        segment_id: baseIds.get(key),
        profile_id: profile?.id,
        entered_at: 1,
        parts: '',
      })),
    ),
  );
};

/** Rows whose facts lie in these tables, and which no request decides. */
const isKept = ({ condition, facts }: ConditionRow): boolean => {
  const { context, products, populations } = conditions.needs(condition);
  const profile = facts.profile === null ? null : (facts.profile ?? {});
  if (profile === null || 'firstSeenAt' in profile || 'lastSeenAt' in profile) return false;
  return !context && products.size === 0 && populations.size === 0;
};

/** Whoever goes by another name has other luck. */
const isLuck = ({ condition }: ConditionRow): boolean =>
  leavesOf(condition).some(({ kind }) => kind === 'random');

const MOST_TURNS = 50;

/** Whether it holds now or at a later moment, if nothing happens: what has no end counts as holding. */
const everHolds = (judge: Judge, person: Facts, now: number): boolean => {
  let at = now;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { value, until } = judge(person, at);
    if (value) return true;
    if (until === null) return false;
    at = until;
  }
  return true;
};

/**
 * Every row of a truth table through the walk over the base, on a real database: each condition is judged of every
 * row's person at once, and must say of all of them what the evaluator says.
 */
export const bulkTruthSuite = (
  name: string,
  table: readonly ConditionRow[],
  open: () => Promise<TestDatabase>,
): void => {
  describe(name, () => {
    const rows = table.filter(isKept);
    const people = rows.map((row, index) => personOf(row, `person-${String(index).padStart(5, '0')}`));
    let database: TestDatabase;
    let store: SegmentStore;
    let segments: Segments;
    let baseIds: ReadonlyMap<string, string> = new Map();
    let now = 0;
    /** Moments that nobody waits for, because nothing would change at them. */
    let spared = 0;

    beforeAll(async () => {
      database = await open();
      const { db, transact } = database;
      store = createKnexSegmentStore(db, () => v7());
      baseIds = new Map(
        [...new Set(rows.flatMap(({ facts }) => facts.segments ?? []))].map((key) => [key, v7()]),
      );
      for (const [key, id] of baseIds) {
        const base: Segment = {
          id,
          key,
          name: key,
          description: '',
          purpose: '',
          owner: '',
          folder: '',
          tags: [],
          kind: 'live',
          condition: { any: [] },
          createdAt: 1,
          updatedAt: 1,
          conditionAt: 3,
          revision: 1,
          bulk: null,
        };
        await transact((tx) => store.insert(tx, base));
      }
      await plant(db, people, baseIds);
      segments = createSegments({
        store,
        people: createKnexPeople(db),
        conditions,
        transact,
        now: () => now,
        newId: () => v7(),
        log: silent,
        queueEach: async () => undefined,
        waiting: async () => 0,
        heard: async () => false,
        usedBy: async () => [],
        breathe: async () => undefined,
      });
    });
    afterAll(() => database.stop());

    const candidates = async (narrow: Narrow): Promise<readonly string[]> =>
      narrow.who === 'nobody'
        ? []
        : createKnexPeople(database.db).candidates(null, narrow, { after: '', upTo: null });

    it.each(rows.map((row, index) => [row.name, row, index] as const))('%s', async (_name, row, index) => {
      now = row.now;
      const judge = conditions.compile(row.condition);
      const { events: names, seen } = conditions.needs(row.condition);
      const needed = (person: Facts): Facts =>
        names.has('*') || seen
          ? person
          : {
              ...person,
              events: Object.fromEntries(Object.entries(person.events).filter(([each]) => names.has(each))),
            };
      const verdicts = people.map((person) => judge(needed(person), now));
      if (!isLuck(row)) expect(verdicts[index]).toMatchObject({ value: row.value, until: row.until });

      const { id } = await segments.create({ name: 'Row', key: 'row', condition: row.condition });
      await segments.walk();
      expect((await segments.view('row')).segment.bulk).toBeNull();
      const inside = new Set(await store.memberIds(null, id, { after: '', upTo: null }));
      const ids = people.map(({ profile }) => profile?.id ?? '');
      const untils = await database.transact((tx) => store.untils(tx, ids));
      const found = ids.map((each) => ({ value: inside.has(each), until: untils.get(each)?.[id] ?? null }));
      // Whom an index leaves out nobody waits for; whoever it names is waited for to the same moment.
      const narrow = narrowOf(conditions, row.condition, now, (key) => baseIds.get(key));
      const could = narrow.who === 'everyone' ? ids : await candidates(narrow);
      const leftOut = new Set(ids.filter((each) => !could.includes(each)));
      expect(found.filter((_, at) => !leftOut.has(ids[at] ?? ''))).toEqual(
        verdicts.filter((_, at) => !leftOut.has(ids[at] ?? '')).map(({ value, until }) => ({ value, until })),
      );
      const idle = people.filter(({ profile }) => leftOut.has(profile?.id ?? ''));
      spared += verdicts.filter(({ until }, at) => until !== null && leftOut.has(ids[at] ?? '')).length;
      for (const person of idle) {
        const { profile } = person;
        expect(found[ids.indexOf(profile?.id ?? '')]).toEqual({ value: false, until: null });
        expect([profile?.id, everHolds(judge, needed(person), now)]).toEqual([profile?.id, false]);
      }

      const preview = await segments.preview(row.condition);
      expect([preview.size, preview.error]).toEqual([inside.size, null]);
      await segments.remove('row');
    });

    it('was seen to leave out some who would have been waited for', () => {
      expect(spared).toBeGreaterThan(10);
    });
  });
};
