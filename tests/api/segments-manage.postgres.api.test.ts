import { afterAll, describe, it } from 'vitest';

import { bootOn } from '../support/boot-on';
import { startPostgres, type RunningPostgres } from '../support/postgres';
import { segmentsManageSuite } from './segments-manage.suite';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`segments, managed, on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  afterAll(() => postgres.stop());
  segmentsManageSuite('segments, managed, on PostgreSQL', bootOn(postgres, 'manage'));
}
