import { openDatabase } from '../support/database';
import { BULK_ROWS } from './bulk-rows';
import { bulkTruthSuite, truthTables } from './bulk.suite';

bulkTruthSuite('truth tables through the base on SQLite', BULK_ROWS, () => openDatabase(truthTables));
