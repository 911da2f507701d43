import { afterAll, describe, it } from 'vitest';

import { openDatabase } from '../support/database';
import { startPostgres } from '../support/postgres';
import { BULK_ROWS } from '../truth-tables/bulk-rows';
import { bulkTruthSuite, truthTables } from '../truth-tables/bulk.suite';
import { CONDITION_TABLE } from '../truth-tables/condition-table';

const postgres = await startPostgres();

if ('skipped' in postgres) {
  describe.skip(`truth tables through the base on PostgreSQL: ${postgres.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  afterAll(() => postgres.stop());
  bulkTruthSuite('truth tables through the base on PostgreSQL', [...CONDITION_TABLE, ...BULK_ROWS], () =>
    openDatabase(truthTables, postgres.url),
  );
}
