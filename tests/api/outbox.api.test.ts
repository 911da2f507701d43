import { afterAll, describe, expect, it } from 'vitest';

import { IN_HAND, raceMails, type RaceResult } from '../support/mail-race';
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

/** Once each; or listed as unknown, of which there are no more than were in hand at the kills. */
const expectOnce = ({ received, effects, missing, twice }: RaceResult, kills: number) => {
  const { sent = 0, unknown = 0, ...others } = effects;
  expect(twice).toEqual([]);
  expect(others).toEqual({});
  expect(sent + unknown).toBe(MAILS);
  expect(unknown).toBeLessThanOrEqual(kills * IN_HAND);
  expect(missing.length).toBeLessThanOrEqual(unknown);
  expect(received.size).toBeGreaterThanOrEqual(sent);
};

describe('due mails', () => {
  it('on SQLite, killed on the way', { timeout: TIMEOUT }, async () => {
    expectOnce(await raceMails({ mails: MAILS, processes: 1, kills: 1 }), 1);
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
      expectOnce(race, 0);
    });

    it('arrive once each or are unknown, one process killed on the way', { timeout: TIMEOUT }, async () => {
      const race = await raceMails({
        mails: MAILS,
        processes: 2,
        kills: 1,
        postgresUrl: await fresh('killed'),
      });
      expectOnce(race, 1);
    });

    it('arrive once each or are unknown, five kills at any moment', { timeout: TIMEOUT }, async () => {
      const race = await raceMails({
        ...{ mails: MAILS, processes: 2, kills: 5, drawnOut: true, busy: 0.04 },
        postgresUrl: await fresh('five'),
      });
      expectOnce(race, 5);
      expect(race.running).toBe(0);
    });

    it.skipIf(noRedis)('arrive once each where Redis hands the work out', { timeout: TIMEOUT }, async () => {
      const race = await raceMails({
        ...{ mails: MAILS, processes: 2, kills: 1 },
        postgresUrl: await fresh('redis'),
        redisUrl: noRedis ? undefined : redis.url,
      });
      expectOnce(race, 1);
    });

    it('are started once by a schedule', { timeout: TIMEOUT }, async () => {
      const options = { mails: MAILS, processes: 2, kills: 0, trigger: 'schedule' } as const;
      expectOnce(await raceMails({ ...options, postgresUrl: await fresh('schedule') }), 0);
    });
  });
});
