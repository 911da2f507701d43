import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createConditions, leavesOf, type Facts, type Judge } from '../../plugin/src';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { eventsTables } from '../../server/src/events/strapi/tables';
import {
  createKeptGroups,
  createSegments,
  withProducts,
  type Segment,
  type Segments,
  type SegmentStore,
} from '../../server/src/segments';
import type { Narrow } from '../../server/src/segments/narrowing/narrow';
import { narrowOf } from '../../server/src/segments/narrowing/narrow-condition';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import type { TestDatabase } from '../support/database';
import { personOf, plant } from './bulk-people';
import type { ConditionRow } from './condition-table';

const groups = createKeptGroups();
const conditions = createConditions([], { groups: groups.current });
const silent = { debug() {}, info() {}, warn() {}, error() {} };

export const truthTables = [profilesTables, eventsTables, segmentsTables];

/** A stranger who has done nothing: judged at the request, and never kept. */
const isStranger = ({ facts }: ConditionRow): boolean =>
  facts.profile === null && Object.keys(facts).length === 1;

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
    const rows = table;
    const people = rows.map((row, index) => personOf(row, `person-${String(index).padStart(5, '0')}`));
    let database: TestDatabase;
    let store: SegmentStore;
    let segments: Segments;
    let baseIds: ReadonlyMap<string, string> = new Map();
    let now = 0;
    /** What the row that is looked at knows of products and of all people. */
    let around: Pick<Facts, 'products' | 'populations'> = {};
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
      const saved = Object.assign({}, ...rows.map(({ facts }) => facts.groups)) as NonNullable<
        Facts['groups']
      >;
      for (const [key, values] of Object.entries(saved)) {
        const group = { key, name: key, values: values as string[], size: values.length };
        await transact((tx) => store.putGroup(tx, { ...group, createdAt: 1, updatedAt: 1 }));
      }
      segments = createSegments({
        store,
        people: withProducts(
          createKnexPeople(db, () => around.populations),
          { of: async () => around.products ?? {} },
        ),
        conditions,
        groups,
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

    /** What the facts decide is kept; the rest is judged as each of them visits. */
    const atRequests = async (
      { condition, facts: { context } }: ConditionRow,
      verdicts: readonly ReturnType<Judge>[],
    ): Promise<void> => {
      const isOnly = !conditions.needs(condition).facts;
      for (const [index, { profile }] of people.entries()) {
        const { standing, until } = await segments.decide(profile?.id ?? '', context);
        expect([profile?.id, standing.get('row')]).toEqual([profile?.id, verdicts[index]?.value]);
        if (isOnly) expect(until).toBe(verdicts[index]?.until);
      }
      await segments.remove('row');
    };

    it.each(rows.map((row, index) => [row.name, row, index] as const))('%s', async (_name, row, index) => {
      now = row.now;
      const { products, populations, context = {} } = row.facts;
      around = { products, populations };
      const judge = conditions.compile(row.condition);
      const { events: names, seen, context: isAsked, populations: figures } = conditions.needs(row.condition);
      const needed = (person: Facts): Facts =>
        names.has('*') || seen
          ? { ...person, ...around, context }
          : {
              ...person,
              ...around,
              context,
              events: Object.fromEntries(Object.entries(person.events).filter(([each]) => names.has(each))),
            };
      const verdicts = people.map((person) => judge(needed(person), now));
      if (!isLuck(row) && !isStranger(row))
        expect(verdicts[index]).toMatchObject({ value: row.value, until: row.until });

      const { id } = await segments.create({ name: 'Row', key: 'row', condition: row.condition });
      await segments.walk();
      expect((await segments.view('row')).segment.bulk).toBeNull();
      if (isStranger(row)) {
        expect((await segments.decide(null, context)).standing.get('row')).toBe(row.value);
      }
      if (isAsked) return atRequests(row, verdicts);
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

      // Of a figure among all people a preview looks at the people there are, and not at those of the row.
      if (figures.size > 0) return void (await segments.remove('row'));
      const preview = await segments.preview(row.condition);
      expect([preview.size, preview.error]).toEqual([inside.size, null]);
      await segments.remove('row');
    });

    it('was seen to leave out some who would have been waited for', () => {
      expect(spared).toBeGreaterThan(10);
    });
  });
};
