import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { migrate } from './migrations';

describe('migrate', () => {
  let db: Knex;
  beforeEach(() => {
    db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
  });
  afterEach(() => db.destroy());

  const first = {
    name: '2026-01-01-first',
    up: (trx: Knex.Transaction) => trx.schema.createTable('one', (table) => void table.string('id')),
  };

  it('runs each step once, in the order of their names, and says which ran', async () => {
    const second = {
      name: '2026-02-01-second',
      up: (trx: Knex.Transaction) => trx.schema.alterTable('one', (table) => void table.string('name')),
    };
    expect(await migrate(db, [second, first])).toEqual([first.name, second.name]);
    expect(await migrate(db, [first, second])).toEqual([]);
    expect(await db.schema.hasColumn('one', 'name')).toBe(true);
  });

  it('leaves nothing behind when a step fails', async () => {
    const broken = { name: '2026-03-01-broken', up: () => Promise.reject(new Error('broken step')) };
    await expect(migrate(db, [first, broken])).rejects.toThrow('broken step');
    expect(await db.schema.hasTable('one')).toBe(false);
    expect(await migrate(db, [first])).toEqual([first.name]);
  });
});
