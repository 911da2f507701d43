import { setImmediate } from 'node:timers';

import { afterAll, describe, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { profileStoreSuite } from '../profile-store.suite';
import { createKnexListStore } from './list-store';
import { createKnexProfileStore } from './profile-store';
import { createKnexQueueStore } from './queue-store';
import { profilesTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

profileStoreSuite('profiles on SQLite', async () => {
  const database = await openDatabase([profilesTables]);
  opened.push(database);
  return {
    store: createKnexProfileStore(database.db),
    lists: createKnexListStore(database.db),
    queue: createKnexQueueStore(database.db),
    transact: database.transact,
  };
});

describe('a large base on SQLite', () => {
  const PEOPLE = 30_000;
  const open = async () => {
    const database = await openDatabase([profilesTables]);
    opened.push(database);
    const { db } = database;
    await db.raw(
      `insert into attune_profiles (id, traits, consent, created_at, first_seen_at, last_seen_at, search)
       with recursive s(i) as (select 1 union all select i + 1 from s where i < ${PEOPLE})
       select printf('p%05d', i), '{}', '{}', 0, 0, (i * 7919) % ${PEOPLE},
         case when i % 3 = 0 then 'ada ' else 'bob ' end || i from s`,
    );
    return { db, store: createKnexProfileStore(db) };
  };
  const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await work();
    isOver = true;
    return turns;
  };

  it('is searched in pieces, between which others have a turn, the last seen first', async () => {
    const { db, store } = await open();
    const turns = await turnsDuring(() => store.search('nobody', 1, 25));
    expect(turns).toBeGreaterThanOrEqual(PEOPLE / 4_000);
    const all = await db('attune_profiles')
      .where('search', 'like', 'ada%')
      .orderBy('last_seen_at', 'desc')
      .pluck('id');
    for (const page of [1, 2, 160, 380]) {
      const { rows, total } = await store.search('ADA', page, 25);
      expect(rows.map(({ id }) => id)).toEqual(all.slice((page - 1) * 25, page * 25));
      expect(total).toBe(PEOPLE / 3);
    }
  });

  it('names strangers along an index of them alone, sorting nothing', async () => {
    const { db, store } = await open();
    const asked: { sql: string; bindings: readonly unknown[] }[] = [];
    db.on('query', (query: { sql: string; bindings: readonly unknown[] }) => asked.push(query));
    expect(await store.strangersUnseenSince(3, 9)).toHaveLength(3);
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked;
    const plan: { detail: string }[] = await db.raw(`explain query plan ${sql}`, [...bindings] as string[]);
    const steps = plan.map(({ detail }) => detail).join('\n');
    expect(steps).toContain('attune_profiles_strangers');
    expect(steps).not.toContain('TEMP B-TREE');
  });
});
