import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../tests/support/database';
import { keptRows, runForEach } from './kept-statements';

const INSERT = 'insert into attune_said (id, done) values (?, ?)';

describe('statements that are kept', () => {
  let database: TestDatabase;
  let db: Knex;
  beforeEach(async () => {
    database = await openDatabase([]);
    ({ db } = database);
    await db.schema.createTable('attune_said', (table) => {
      table.string('id').primary();
      table.boolean('done');
    });
  });
  afterEach(() => database.stop());

  const asked = (of: Knex, done: boolean) =>
    keptRows<{ id: string }>(of('attune_said').where({ done }).select('id'));

  it('see what their own transaction has written, and go with it when it is rolled back', async () => {
    const rolledBack = db.transaction(async (trx) => {
      await runForEach(trx, INSERT, [['a', true]], false);
      expect(await asked(trx, true)).toEqual([{ id: 'a' }]);
      throw new Error('back');
    });
    await expect(rolledBack).rejects.toThrow('back');
    expect(await asked(db, true)).toEqual([]);
    await db.transaction((trx) =>
      runForEach(
        trx,
        INSERT,
        [
          ['b', false],
          ['c', undefined],
        ],
        false,
      ),
    );
    expect(await asked(db, false)).toEqual([{ id: 'b' }]);
  });

  it('answer row by row, and know a column that came later', async () => {
    const returned = await db.transaction((trx) =>
      runForEach(
        trx,
        `${INSERT} on conflict do nothing returning id`,
        [
          ['a', 1],
          ['a', 1],
          ['b', 1],
        ],
        true,
      ),
    );
    expect(returned).toEqual([{ id: 'a' }, { id: 'b' }]);
    const all = () => keptRows(db('attune_said').orderBy('id').limit(1));
    expect(await all()).toEqual([{ id: 'a', done: 1 }]);
    await db.schema.alterTable('attune_said', (table) => void table.integer('more').defaultTo(7));
    expect(await all()).toEqual([{ id: 'a', done: 1, more: 7 }]);
  });

  it('write nothing for a transaction that is over', async () => {
    let over: Knex.Transaction | undefined;
    await db.transaction(async (trx) => void (over = trx));
    await expect(runForEach(over!, INSERT, [['a', true]], false)).rejects.toThrow('over');
    expect(await asked(db, true)).toEqual([]);
  });
});
