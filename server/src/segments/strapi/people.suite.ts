import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';

import { byTime } from '../../../../plugin/src';
import type { Transact } from '../../ports';
import { isPostgres } from '../../strapi/database';
import { createKnexPeople } from './people';
import { createKnexVocabularySource } from './words';

interface OpenDatabase {
  readonly db: Knex;
  readonly transact: Transact;
}

const wanted = (events: readonly string[], seen = false) => ({ events: new Set(events), seen });

const event = (message_id: string, profile_id: string, event_name: string, at: number) => ({
  message_id,
  profile_id,
  type: 'track',
  name: event_name,
  at,
  received_at: at,
  proven: true,
  properties: JSON.stringify({ total: at }),
  context: '{}',
  handled: true,
});

/** What the read model of people does on every database. `open` gives one with all tables, and empty. */
export const peopleSuite = (name: string, open: () => Promise<OpenDatabase>): void => {
  describe(name, () => {
    let database: OpenDatabase;
    beforeEach(async () => {
      database = await open();
      const { db } = database;
      const profile = (id: string, traits: object, more: object = {}) => ({
        id,
        traits: JSON.stringify(traits),
        consent: '{}',
        timezone: 'Europe/Vienna',
        created_at: 1_790_000_000_000,
        first_seen_at: 1,
        last_seen_at: 2,
        search: '',
        ...more,
      });
      await db('attune_profiles').insert([
        profile('p1', { country: 'DE' }, { email: 'ada@example.com' }),
        profile('p2', { name: 'Bob', country: 'AT' }),
        profile('p3', {}, { merged_into: 'p1' }),
      ]);
      await db('attune_events').insert([
        event('m1', 'p1', 'Order Completed', 1_790_000_000_300),
        event('m2', 'p1', 'Order Completed', 1_790_000_000_100),
        event('m3', 'p1', '__proto__', 1_790_000_000_200),
        event('m4', 'p2', 'Product Viewed', 1_790_000_000_400),
      ]);
      await db('attune_profile_lists').insert({ list_id: 'hub:7', profile_id: 'p2', at: 1 });
      await db('attune_profile_tags').insert({ profile_id: 'p2', tag: 'friend', at: 1 });
    });

    it('reads the facts that are wanted, in the order of time', async () => {
      const people = createKnexPeople(database.db);
      const [ada, bob, ...others] = await people.facts(
        null,
        ['p1', 'p2', 'p3', 'p9'],
        wanted(['Order Completed']),
      );
      expect(others).toEqual([]);
      expect(ada).toMatchObject({
        profile: { id: 'p1', createdAt: 1_790_000_000_000, timezone: 'Europe/Vienna', lastSeenAt: null },
        traits: { country: 'DE' },
      });
      expect(ada?.events['Order Completed']).toEqual([
        {
          name: 'Order Completed',
          at: 1_790_000_000_100,
          properties: { total: 1_790_000_000_100 },
          seq: expect.any(Number) as number,
        },
        {
          name: 'Order Completed',
          at: 1_790_000_000_300,
          properties: { total: 1_790_000_000_300 },
          seq: expect.any(Number) as number,
        },
      ]);
      expect(bob?.events).toEqual({});
      expect([...(bob?.lists ?? [])]).toEqual(['hub:7']);
      expect([...(bob?.tags ?? [])]).toEqual(['friend']);
      expect([...(ada?.tags ?? [])]).toEqual([]);
    });

    it('tells apart by their arrival what happened in the same millisecond', async () => {
      const [moment, names] = [1_790_000_000_800, ['Shared', 'Liked', 'Shared', 'Liked', 'Saved']];
      for (const [index, name] of names.entries())
        await database.db('attune_events').insert(event(`same${index}`, 'p2', name, moment));
      const [bob] = await createKnexPeople(database.db).facts(null, ['p2'], wanted(names));
      const told = Object.values(bob?.events ?? {}).flat();
      expect(told.sort(byTime).map(({ name }) => name)).toEqual(names);
    });

    it('reads whole histories, and when somebody was seen', async () => {
      const people = createKnexPeople(database.db);
      const [ada] = await database.transact((tx) => people.facts(tx, ['p1'], wanted(['*'], true)));
      expect(Object.keys(ada?.events ?? {}).sort()).toEqual(['Order Completed', '__proto__']);
      expect(ada?.profile).toMatchObject({ firstSeenAt: 1_790_000_000_100, lastSeenAt: 1_790_000_000_300 });
    });

    it('takes nobody for seen whom we have written to', async () => {
      await database.db('attune_events').insert(
        ['Email Sent', 'Email Clicked'].map((name, index) => ({
          ...{ message_id: name, profile_id: index === 0 ? 'p1' : 'p2', type: 'track', name },
          ...{ at: 1_790_000_000_900, received_at: 1, proven: true, properties: '{}', context: '{}' },
          handled: true,
        })),
      );
      const people = createKnexPeople(database.db);
      const both = await people.facts(null, ['p1', 'p2'], wanted(['*'], true));
      expect(both.map(({ profile }) => profile.lastSeenAt)).toEqual([1_790_000_000_300, 1_790_000_000_900]);
    });

    it('walks over the living', async () => {
      const people = createKnexPeople(database.db);
      expect(await people.count()).toBe(2);
      expect(await people.idsAfter(null, '', 1)).toEqual(['p1']);
      expect(await people.idsAfter(null, 'p1', 5)).toEqual(['p2']);
      expect([await people.endOf(null, '', 2), await people.endOf(null, 'p2', 2)]).toEqual(['p2', null]);
      expect([await people.farEnd('', 5), await people.farEnd('p2', 5)]).toEqual([null, null]);
      expect(Object.fromEntries(await people.labels(['p1', 'p2']))).toEqual({
        p1: 'ada@example.com',
        p2: 'Bob',
      });
      const discreet = createKnexPeople(database.db, undefined, undefined, async () => ['email', 'name']);
      expect([...(await discreet.labels(['p1', 'p2'])).values()].join()).not.toMatch(/ada|Bob/);
    });

    it('finds who did something often, and who is ahead of the clock', async () => {
      const people = createKnexPeople(database.db);
      const often = async (now: number) => {
        const narrow = {
          who: 'did',
          name: 'Order Completed',
          after: 1_790_000_000_000,
          least: 2,
          now,
        } as const;
        return people.candidates(null, narrow, { after: '', upTo: null });
      };
      expect(await often(1_790_000_000_500)).toEqual(['p1']);
      await database.db('attune_events').where({ message_id: 'm2' }).delete();
      expect(await often(1_790_000_000_500)).toEqual([]);
      expect(await often(1_790_000_000_200)).toEqual(['p1']);
      expect(await often(1_790_000_000_300)).toEqual([]);
    });

    it('passes over all of a small base at once, whatever a database reckons of it', async () => {
      const people = createKnexPeople(database.db);
      if (isPostgres(database.db)) await database.db.raw('vacuum analyze attune_profiles');
      expect(await people.farEnd('', 10_000)).toBeNull();
    });

    it('knows the words that were seen', async () => {
      const source = createKnexVocabularySource(database.db);
      expect((await source.eventNames())[0]).toEqual({ name: 'Order Completed', count: 2 });
      expect(await source.someOf('Product Viewed', 1)).toMatchObject([
        { said: { total: 1_790_000_000_400 } },
      ]);
      expect(await source.someOf('Order Completed', 9)).toHaveLength(2);
      expect(await source.someOf('Nothing', 9)).toEqual([]);
      const newest = await source.newest(200);
      expect(newest.map(({ said }) => said.total)).toEqual(
        [...newest].map(({ said }) => Number(said.total)).sort((a, b) => b - a),
      );
      expect(newest.map(({ name }) => name)).toContain('Order Completed');
      expect(await source.newest(1)).toEqual(newest.slice(0, 1));
      expect(await source.recentTraits(5)).toHaveLength(2);
    });
  });
};
