import { afterAll, describe, it } from 'vitest';

import { idleBeatSuite } from '../support/idle-beat.suite';
import { startPostgres } from '../support/postgres';
import { flowEditsSuite } from './flow-edits.suite';
import { flowRevenueSuite } from './flow-revenue.suite';
import { flowRulesSuite } from './flow-rules.suite';

const postgres = await startPostgres();

if ('skipped' in postgres) {
  describe.skip(`the rules of a flow on PostgreSQL: ${postgres.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  afterAll(() => postgres.stop());
  let databases = 0;
  describe(
    'the rules of a flow on PostgreSQL',
    flowRulesSuite(() => postgres.createDatabase(`rules_${(databases += 1)}`)),
  );
  describe(
    'what an edit does to people in a flow, on PostgreSQL',
    flowEditsSuite(() => postgres.createDatabase(`edits_${(databases += 1)}`)),
  );
  describe(
    'the revenue of a flow, on PostgreSQL',
    flowRevenueSuite(() => postgres.createDatabase(`revenue_${(databases += 1)}`)),
  );
  describe(
    'a beat with nobody due, on PostgreSQL',
    idleBeatSuite(() => postgres.createDatabase(`beat_${(databases += 1)}`)),
  );
}
