import { setImmediate } from 'node:timers';

import knex from 'knex';
import { expect, it } from 'vitest';

import { countRows } from './count-rows';

it('counts as one statement would, with gaps, and lets others have a turn', async () => {
  const connection = { filename: ':memory:' };
  const db = knex({
    client: 'better-sqlite3',
    connection,
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await db.schema.createTable('people', (table) => {
    table.string('id').primary();
    table.integer('age').notNullable();
  });
  const named = (query: ReturnType<typeof db>) => query.where('age', '<', 3);
  expect(await countRows(db, 'people', named)).toBe(0);
  await db.raw(
    `insert into people with recursive s(i) as (select 0 union all select i + 1 from s where i < 44999)
     select 'p' || i, i % 5 from s`,
  );
  await db('people').where('rowid', '>', 11_000).where('rowid', '<=', 33_000).delete();
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await countRows(db, 'people', named)).toBe((23_000 * 3) / 5);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(4);
  await db.destroy();
});
