import { openDatabase } from '../support/database';
import { BULK_ROWS } from './bulk-rows';
import { bulkTruthSuite, truthTables } from './bulk.suite';
import { CONDITION_TABLE } from './condition-table';

bulkTruthSuite('truth tables through the base on SQLite', [...CONDITION_TABLE, ...BULK_ROWS], () =>
  openDatabase(truthTables),
);
