import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';

import { insertRows, taking } from './insert-rows';

interface Row {
  readonly id: string;
  readonly said: string | null;
  readonly at: number;
  readonly done: boolean;
}

const ODD = ['', '?', "it's", '"', '\\', 'a\nb', '%_', ':name', '{"a":[1,"é"]}', '日本', '🎈', 'NULL'];

/** What inserting many rows as one value must do on every database. */
export const insertRowsSuite = (name: string, open: () => Promise<{ readonly db: Knex }>): void => {
  describe(name, () => {
    const rowOf = (id: number, said: string | null, at = 1_763_000_000_000 + id): Row => ({
      id: `r${String(id).padStart(5, '0')}`,
      said,
      at,
      done: id % 2 === 0,
    });
    const table = async () => {
      const { db } = await open();
      await db.schema.createTable('attune_said', (columns) => {
        columns.string('id').primary();
        columns.text('said');
        columns.bigInteger('at').notNullable();
        columns.boolean('done').notNullable();
      });
      const all = async (): Promise<Row[]> =>
        (await db<Row>('attune_said').orderBy('id')).map((row) => ({
          ...row,
          at: Number(row.at),
          done: Boolean(row.done),
        }));
      return { db, all };
    };

    it('keeps every value as it is', async () => {
      const { db, all } = await table();
      const rows = [...ODD.map((said, at) => rowOf(at, said)), rowOf(99, null)];
      await insertRows(db, 'attune_said', rows);
      expect(await all()).toEqual(rows);
    });

    it('takes thousands, and says of a key that is there already what it becomes', async () => {
      const { db, all } = await table();
      const rows = Array.from({ length: 1_203 }, (_, at) => rowOf(at, 'first'));
      await insertRows(db, 'attune_said', rows);
      await insertRows(db, 'attune_said', [rowOf(3, 'again'), rowOf(2_000, 'new')], { key: ['id'] });
      await insertRows(db, 'attune_said', [rowOf(4, 'again', 1), rowOf(2_001, 'new')], {
        key: ['id'],
        becomes: taking('said'),
      });
      await insertRows(db, 'attune_said', [rowOf(5, 'more')], {
        key: ['id'],
        becomes: ({ given, kept, joined }) => ({ said: joined(kept('said'), given('said')) }),
      });
      const kept = await all();
      expect(kept).toHaveLength(1_205);
      expect(kept.slice(2, 6)).toEqual([
        rowOf(2, 'first'),
        rowOf(3, 'first'),
        rowOf(4, 'again'),
        rowOf(5, 'firstmore'),
      ]);
      await expect(insertRows(db, 'attune_said', [rowOf(3, 'again')])).rejects.toThrow();
    });
  });
};
