import { afterAll, describe, it } from 'vitest';

import { bootOn } from '../support/boot-on';
import { startPostgres, type RunningPostgres } from '../support/postgres';
import { privacySuite } from './privacy.suite';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`privacy on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  afterAll(() => postgres.stop());
  const boot = bootOn(postgres, 'suite');
  privacySuite('privacy on PostgreSQL', boot);
}
