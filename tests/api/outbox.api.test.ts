import { afterAll, describe, expect, it } from 'vitest';

import { expectOnce, raceMails } from '../support/mail-race';
import { startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';

const MAILS = 200;
const TIMEOUT = 240_000;

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;
const redis = await startRedis();
const noRedis = 'skipped' in redis;
afterAll(async () => {
  if (!skipped) await postgres.stop();
  if (!noRedis) await redis.stop();
});

describe('due mails', () => {
  it('on SQLite, killed on the way', { timeout: TIMEOUT }, async () => {
    expectOnce(await raceMails({ mails: MAILS, processes: 1, kills: 1 }), { mails: MAILS, kills: 1 });
  });

  describe.skipIf(skipped)('from two processes on one PostgreSQL', () => {
    const fresh = async (name: string) => (skipped ? '' : postgres.createDatabase(name));

    it('arrive once each', { timeout: TIMEOUT }, async () => {
      const race = await raceMails({
        mails: MAILS,
        processes: 2,
        kills: 0,
        postgresUrl: await fresh('calm'),
      });
      expectOnce(race, { mails: MAILS, kills: 0 });
    });

    it('arrive once each or are unknown, one process killed on the way', { timeout: TIMEOUT }, async () => {
      const race = await raceMails({
        mails: MAILS,
        processes: 2,
        kills: 1,
        postgresUrl: await fresh('killed'),
      });
      expectOnce(race, { mails: MAILS, kills: 1 });
    });

    it(
      'arrive once each or are unknown, a worker beside the web, five kills at any moment',
      { timeout: TIMEOUT },
      async () => {
        const race = await raceMails({
          ...{ mails: MAILS, processes: 2, workers: true, kills: 5, drawnOut: true, busy: 0.04, cut: 0.03 },
          postgresUrl: await fresh('five'),
        });
        expectOnce(race, { mails: MAILS, kills: 5 });
        expect(race.running).toBe(0);
      },
    );

    it.skipIf(noRedis)(
      'arrive once each where Redis hands the work out to workers',
      { timeout: TIMEOUT },
      async () => {
        const race = await raceMails({
          ...{ mails: MAILS, processes: 2, workers: true, kills: 1 },
          postgresUrl: await fresh('redis'),
          redisUrl: noRedis ? undefined : redis.url,
        });
        expectOnce(race, { mails: MAILS, kills: 1 });
      },
    );

    it('are started once by a schedule', { timeout: TIMEOUT }, async () => {
      const options = { mails: MAILS, processes: 2, kills: 0, trigger: 'schedule' } as const;
      expectOnce(await raceMails({ ...options, postgresUrl: await fresh('schedule') }), options);
    });
  });
});
