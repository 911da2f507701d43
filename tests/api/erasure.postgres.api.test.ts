import { afterAll, describe, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../support/database';
import { startPostgres, type RunningPostgres } from '../support/postgres';
import { ERASURE_SLICES, erasureSuite } from './erasure.suite';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`erasure on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  const opened: TestDatabase[] = [];
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await postgres.stop();
  });

  let databases = 0;
  erasureSuite('erasure on PostgreSQL', async () => {
    const url = await postgres.createDatabase(`erasure_${(databases += 1)}`);
    const one = await openDatabase(ERASURE_SLICES, url);
    const other = await openDatabase(ERASURE_SLICES, url);
    opened.push(one, other);
    return [one, other];
  });
}
