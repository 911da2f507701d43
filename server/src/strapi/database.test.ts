import knex from 'knex';
import { describe, expect, it } from 'vitest';

import { createTransact, requireDatabase } from './database';

const failing = (code: string) => Object.assign(new Error('the database says no'), { code });

describe('createTransact', () => {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const transact = createTransact(db);

  it('does work again that lost a deadlock, and gives up after the fourth time', async () => {
    let tries = 0;
    const once = async () => {
      tries += 1;
      if (tries === 1) throw failing('40P01');
      return 'done';
    };
    expect(await transact(once)).toBe('done');
    expect(tries).toBe(2);

    tries = 0;
    const always = async () => {
      tries += 1;
      throw failing('40P01');
    };
    await expect(transact(always)).rejects.toThrow('says no');
    expect(tries).toBe(4);
  });

  it('does nothing else again', async () => {
    let tries = 0;
    const violated = async () => {
      tries += 1;
      throw failing('23505');
    };
    await expect(transact(violated)).rejects.toThrow('says no');
    expect(tries).toBe(1);
    await db.destroy();
  });
});

describe('requireDatabase', () => {
  it('lets SQLite and PostgreSQL pass, and says of another what is wanted', () => {
    for (const client of ['sqlite', 'better-sqlite3', 'postgres', 'pg']) requireDatabase(client);
    for (const client of ['mysql', 'mysql2'])
      expect(() => requireDatabase(client)).toThrow(
        `runs on SQLite and PostgreSQL. This Strapi's database is "${client}"`,
      );
  });
});
