import { afterAll, describe } from 'vitest';

import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import type { SharedDatabase, Stores } from '../support/handing-out-world';
import { handingOutSuite, inDatabase, inRedis } from '../support/handing-out.suite';
import { startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';

const postgres = await startPostgres();
const redis = await startRedis();
const noRedis = 'skipped' in redis;

let made = 0;

const storesOn = ({ db, transact }: TestDatabase): Stores => ({
  store: createKnexProfileStore(db),
  queue: createKnexQueueStore(db),
  transact,
});

/** A database of its own, on which each process has a pool of its own. */
const openShared = async (): Promise<SharedDatabase> => {
  if ('skipped' in postgres) throw new Error(postgres.skipped);
  const url = await postgres.createDatabase(`handing${(made += 1)}`);
  const opened = [await openDatabase([profilesTables], url)];
  return {
    ...storesOn(opened[0]!),
    port: Number(new URL(url).port),
    async view(port) {
      const over = new URL(url);
      over.port = String(port);
      const own = await openDatabase([], over.href);
      opened.push(own);
      return storesOn(own);
    },
    async stop() {
      for (const database of opened) await database.stop();
    },
  };
};

describe.skipIf('skipped' in postgres)('on PostgreSQL', () => {
  afterAll(async () => {
    if (!('skipped' in postgres)) await postgres.stop();
    if (!noRedis) await redis.stop();
  });

  const under = { database: openShared, redisUrl: noRedis ? '' : redis.url, lines: true };
  handingOutSuite('the database', inDatabase, under);
  describe.skipIf(noRedis)('with Redis between', () => handingOutSuite('Redis', inRedis, under));
});
