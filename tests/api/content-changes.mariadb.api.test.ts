import { afterAll, describe, it } from 'vitest';

import { contentTables } from '../../server/src/content/strapi/tables';
import { tableChangesSuite } from '../../server/src/content/strapi/lane/changes/table.suite';
import { openDatabase } from '../support/database';
import { startMariadb, type RunningMariadb } from '../support/mariadb';

const started = await startMariadb();

if ('skipped' in started) {
  describe.skip(`writes of other instances on MariaDB: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onMariadb(started);
}

function onMariadb(mariadb: RunningMariadb): void {
  afterAll(() => mariadb.stop());
  tableChangesSuite(
    'writes of other instances on MariaDB',
    async () => openDatabase([contentTables], await mariadb.createDatabase('changes')),
    true,
  );
}
