import { advancingOnPostgres, advancingOnSqlite } from './flows/advancing';
import { twoProcesses } from './flows/two-processes';
import { withRedis } from './flows/with-redis';

export const title = 'Flows: people whose wait is over, moved on (people a second)';

export const run = async () => [
  ...(await advancingOnSqlite()),
  ...(await advancingOnPostgres()),
  ...(await withRedis()),
  ...(await twoProcesses()),
];
