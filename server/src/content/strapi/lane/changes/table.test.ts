import { openDatabase } from '../../../../../../tests/support/database';
import { contentTables } from '../../tables';
import { tableChangesSuite } from './table.suite';

tableChangesSuite('a table of changes', () => openDatabase([contentTables]), false);
