import { afterAll, describe, expect, it } from 'vitest';

import { IN_HAND, raceMails, type RaceOptions } from '../support/mail-race';
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

/** Every run ends; every mail is sent once or in doubt, and no more are in doubt than were in hand at a kill. */
const race = async (options: RaceOptions) => {
  const { effects, missing, twice, running } = await raceMails(options);
  const { sent = 0, unknown = 0, ...others } = effects;
  expect({ twice, others, running }).toEqual({ twice: [], others: {}, running: 0 });
  expect(sent + unknown).toBe(options.mails);
  expect(unknown).toBeLessThanOrEqual(options.kills * IN_HAND);
  expect(missing.length).toBeLessThanOrEqual(unknown);
};

describe('a thousand due mails, killed five times', () => {
  it('by one process on SQLite', { timeout: TIMEOUT }, () => race({ mails: 1_000, processes: 1, kills: 5 }));

  for (const processes of [2, 4]) {
    it.skipIf(skipped)(`by ${processes} processes on one PostgreSQL`, { timeout: TIMEOUT }, async () => {
      const postgresUrl = skipped ? undefined : await postgres.createDatabase(`chaos${processes}`);
      await race({ mails: 1_000, processes, kills: 5, postgresUrl });
    });
  }
});

describe('2,000 runs, killed at 50 moments, with a server that is busy at times', () => {
  const drawnOut = { mails: 2_000, kills: 50, drawnOut: true, busy: 0.04 };

  it('by one process on SQLite', { timeout: TIMEOUT }, () => race({ ...drawnOut, processes: 1 }));

  for (const processes of [2, 4]) {
    it.skipIf(skipped)(`by ${processes} processes on one PostgreSQL`, { timeout: TIMEOUT }, async () => {
      const postgresUrl = skipped ? undefined : await postgres.createDatabase(`fifty${processes}`);
      await race({ ...drawnOut, processes, postgresUrl });
    });
  }

  it.skipIf(skipped || noRedis)(
    'by 2 processes on one PostgreSQL, handed out over Redis',
    { timeout: TIMEOUT },
    async () => {
      if (skipped || noRedis) return;
      const postgresUrl = await postgres.createDatabase('fiftyredis');
      await race({ ...drawnOut, processes: 2, postgresUrl, redisUrl: redis.url });
    },
  );
});
