import { afterAll, describe, expect, it } from 'vitest';

import { expectOnce, raceMails, type RaceOptions } from '../support/mail-race';
import { startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';

const TIMEOUT = 3_600_000;

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;
const redis = await startRedis();
const noRedis = 'skipped' in redis;
afterAll(async () => {
  if (!skipped) await postgres.stop();
  if (!noRedis) await redis.stop();
});

/** Every run ends, and every mail is sent once or in doubt. */
const race = async (options: RaceOptions) => {
  const result = await raceMails(options);
  expect(result.running).toBe(0);
  expectOnce(result, options);
};

describe('a thousand due mails, killed five times, with a server that hangs up at times', () => {
  it('by one process on SQLite', { timeout: TIMEOUT }, () =>
    race({ mails: 1_000, processes: 1, kills: 5, cut: 0.02 }),
  );

  for (const processes of [2, 4]) {
    it.skipIf(skipped)(`by ${processes} processes on one PostgreSQL`, { timeout: TIMEOUT }, async () => {
      const postgresUrl = skipped ? undefined : await postgres.createDatabase(`chaos${processes}`);
      await race({ mails: 1_000, processes, kills: 5, cut: 0.02, postgresUrl });
    });
  }
});

describe('2,000 runs, killed at 50 moments, with a server that is busy at times and hangs up at others', () => {
  const drawnOut = { mails: 2_000, kills: 50, drawnOut: true, busy: 0.04, cut: 0.02 };

  it('by one process on SQLite', { timeout: TIMEOUT }, () => race({ ...drawnOut, processes: 1 }));

  for (const processes of [2, 4]) {
    const name = `by ${processes} processes on one PostgreSQL, one serving the web and the others workers`;
    it.skipIf(skipped)(name, { timeout: TIMEOUT }, async () => {
      const postgresUrl = skipped ? undefined : await postgres.createDatabase(`fifty${processes}`);
      await race({ ...drawnOut, processes, workers: true, postgresUrl });
    });
  }

  it.skipIf(skipped || noRedis)(
    'by 2 workers on one PostgreSQL, handed out over Redis by one that serves the web',
    { timeout: TIMEOUT },
    async () => {
      if (skipped || noRedis) return;
      const postgresUrl = await postgres.createDatabase('fiftyredis');
      await race({ ...drawnOut, processes: 2, workers: true, postgresUrl, redisUrl: redis.url });
    },
  );
});
