import { afterAll, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../tests/support/database';
import { insertRows } from './insert-rows';
import { insertRowsSuite } from './insert-rows.suite';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});
const open = async () => {
  const database = await openDatabase([]);
  opened.push(database);
  return database;
};

insertRowsSuite('rows as one value on SQLite', open);

it('answers with what was written where it is asked to', async () => {
  const { db } = await open();
  await db.schema.createTable('said', (table) => void table.string('id').primary());
  const rows = ['a', 'b', 'a'].map((id) => ({ id }));
  expect(await insertRows(db, 'said', rows, { key: ['id'] }, ['id'])).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(await insertRows(db, 'said', rows, { key: ['id'] }, ['id'])).toEqual([]);
  expect(await insertRows(db, 'said', [])).toEqual([]);
});
