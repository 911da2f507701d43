import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openServerLine } from '../../server/src/strapi/server-line';
import { startPostgres, type RunningPostgres } from '../support/postgres';

const started = await startPostgres();

describe.skipIf('skipped' in started)('a connection of our own for one short question', () => {
  const server = started as RunningPostgres;
  let db: Knex;
  let at = 0;

  beforeAll(() => {
    db = knex({ client: 'pg', connection: server.url, pool: { min: 0, max: 1 } });
  });
  afterAll(async () => {
    await db.destroy();
    await server.stop();
  });

  it('answers, is silent after it was cut off, and is had again after a rest', async () => {
    const line = openServerLine(db, () => at);
    const ask = () => line.ask('select $1::int as given, pg_backend_pid() as pid', [7]);
    const [first] = (await ask()) as { given: number; pid: number }[];
    expect(first?.given).toBe(7);
    await db.raw('select pg_terminate_backend(?)', [first!.pid]);
    expect(await ask()).toBeUndefined();
    expect(await ask()).toBeUndefined();
    at += 5_000;
    const [again] = (await ask()) as { pid: number }[];
    expect(again?.pid).not.toBe(first!.pid);
    await line.close();
    expect(await ask()).toBeUndefined();
    const { rows } = await db.raw<{ rows: unknown[] }>('select 1 from pg_stat_activity where pid = ?', [
      again!.pid,
    ]);
    expect(rows).toEqual([]);
  });

  it('leaves a question that fails, or takes long, to the pool', async () => {
    const line = openServerLine(db, () => at);
    expect(await line.ask('select nothing', [])).toBeUndefined();
    at += 5_000;
    const begun = Date.now();
    expect(await line.ask('select pg_sleep(20)', [])).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(10_000);
    await line.close();
  });

  it('is not there on other databases', async () => {
    const sqlite = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    expect(await openServerLine(sqlite, () => at).ask('select 1', [])).toBeUndefined();
    await sqlite.destroy();
  });
});
