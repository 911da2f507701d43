import { describe } from 'vitest';

import { bootOn } from '../support/boot-on';
import { startPostgres } from '../support/postgres';
import { bootStrapi } from '../support/strapi';
import { flowRehearsalSuite } from './flow-rehearsal.suite';

describe('a flow rehearsed on SQLite', flowRehearsalSuite(bootStrapi));

const postgres = await startPostgres();

describe.skipIf('skipped' in postgres)(
  `a flow rehearsed on PostgreSQL${'skipped' in postgres ? `: ${postgres.skipped}` : ''}`,
  'skipped' in postgres ? () => {} : flowRehearsalSuite(bootOn(postgres, 'rehearsal'), () => postgres.stop()),
);
