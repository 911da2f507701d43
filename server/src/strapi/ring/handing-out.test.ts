import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

import { openDatabase } from '../../../../tests/support/database';
import {
  openWorld,
  people,
  type Lane,
  type SharedDatabase,
} from '../../../../tests/support/handing-out-world';
import { handingOutSuite, inDatabase, inRedis } from '../../../../tests/support/handing-out.suite';
import { startRedis } from '../../../../tests/support/redis';
import { createMemoryProfiles } from '../../profiles/profile-store.memory';
import { createKnexProfileStore } from '../../profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../profiles/strapi/queue-store';
import { profilesTables } from '../../profiles/strapi/tables';
import { openQueue } from '../../queue';

const redis = await startRedis();
const noRedis = 'skipped' in redis;
const url = noRedis ? '' : redis.url;
afterAll(async () => {
  if (!noRedis) await redis.stop();
});

const inMemory = async (): Promise<SharedDatabase> => ({ ...createMemoryProfiles(), stop: async () => {} });

const onSqlite = async (): Promise<SharedDatabase> => {
  const { db, transact, stop } = await openDatabase([profilesTables]);
  return { store: createKnexProfileStore(db), queue: createKnexQueueStore(db), transact, stop };
};

const under = { database: onSqlite, redisUrl: url, lines: false };
handingOutSuite('the database, on SQLite', inDatabase, under);
describe.skipIf(noRedis)('with Redis between', () => handingOutSuite('Redis, on SQLite', inRedis, under));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const openOn = async (lane: Lane, redisUrl = url) => {
  const world = openWorld({ database: await inMemory(), lane, redisUrl });
  closing.push(world.close);
  return world;
};

describe.skipIf(noRedis)('a Redis between the processes', () => {
  it('leaves the work to the workers where a process only hands out', async () => {
    const world = await openOn(inRedis);
    const web = await world.process(false);
    await world.queued(...people(30));
    await web.advance(['p1']);
    await web.tick.run(0);
    await sleep(200);
    expect(world.turned).toEqual([]);
    await world.process();
    await world.until(() => world.turned.length === 30);
    expect(new Set(world.turned).size).toBe(30);
  });

  it('that forgets everything loses nobody', async () => {
    const world = await openOn(inRedis);
    const web = await world.process(false);
    await world.queued(...people(250));
    await web.tick.run(0);
    const client = new Redis(url);
    const kept = await client.keys(`${world.prefix}:*`);
    expect(kept.length).toBeGreaterThan(0);
    await client.del(...kept);
    client.disconnect();
    await world.process();
    await sleep(100);
    expect(world.turned).toEqual([]);
    // Who was offered and is still due after half a minute is offered again.
    world.at(40_000);
    await web.tick.run(0);
    await world.until(() => world.turned.length === 250);
  });

  it('that is away is not waited for: the database is the queue', async () => {
    const world = await openOn((prefix) => ({ redis: 'redis://127.0.0.1:1', prefix }), '');
    const ring = await world.process();
    await world.queued('p1', 'p2');
    await ring.advance(['p1']);
    await ring.tick.run(0);
    expect(world.turned).toEqual(['p1', 'p2']);
  });

  it('has one process that offers what is due, and another when that one ends', async () => {
    const opened = [1, 2].map(() => openQueue(inRedis('lease', url), [], false, () => undefined)!.jobs);
    closing.push(...opened.map((jobs) => () => jobs.close()));
    expect(await opened[0]!.offersTheDue()).toBe(true);
    expect(await opened[1]!.offersTheDue()).toBe(false);
    expect(await opened[0]!.offersTheDue()).toBe(true);
    await opened[0]!.close();
    await sleep(5_200);
    expect(await opened[1]!.offersTheDue()).toBe(true);
  });
});

describe('the queue in the configuration', () => {
  const open = (configured: unknown, isWorker = false) =>
    openQueue(configured, [], isWorker, () => undefined);

  it('says what is wrong with it', () => {
    expect(() => open({ redis: 'localhost:6379' })).toThrow(/queue\.redis/);
    expect(() => open({ kind: 'kafka' })).toThrow(/"kafka".*redis/);
    expect(() => open({ redis: 'redis://localhost', prefixes: 'x' })).toThrow(/prefixes/);
  });

  it('shows where it lies, and not by whose password', () => {
    expect(open({ redis: 'redis://attune:secret@redis.example:6379/2' })?.jobs.target).toBe(
      'redis://redis.example:6379/2',
    );
  });

  it('is worked off by a worker, whatever it says of the others', () => {
    expect(open({ redis: 'redis://localhost', work: false })?.works).toBe(false);
    expect(open({ redis: 'redis://localhost', work: false }, true)?.works).toBe(true);
    expect(open('database')).toBeUndefined();
  });
});
