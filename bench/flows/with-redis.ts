import { setTimeout as sleep } from 'node:timers/promises';

import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';

import { createHandOut, openQueue, type HandOut } from '../../server/src/queue';
import { startRedis } from '../../tests/support/redis';
import { onPostgres } from './databases';
import { plantLike } from './plant';
import { openRing } from './ring';
import { bestRate, timed } from './timed';

const PEOPLE = 1_000;
const ROUNDS = 5;
const log = { debug() {}, info() {}, warn() {}, error: console.error };

/** Seconds of the processor that this Redis has used. */
const usedBy = async (redis: Redis): Promise<number> => {
  const told = await redis.info('cpu');
  const of = (name: string): number => Number(new RegExp(`${name}:([\\d.]+)`).exec(told)?.[1] ?? 0);
  return of('used_cpu_user') + of('used_cpu_sys');
};

/** A job for each step of each person, as engines do that keep what waits in Redis. */
const oneJobEach = async (url: string, names: readonly string[]): Promise<void> => {
  const { hostname: host, port } = new URL(url);
  const connection = { host, port: Number(port), maxRetriesPerRequest: null };
  const queue = new Queue('peer', { connection });
  let done = 0;
  const worker = new Worker('peer', async () => void (done += 1), { connection, concurrency: 2 });
  for (const name of names) {
    await queue.add('step', { run: name }, { removeOnComplete: true, removeOnFail: true });
  }
  while (done < names.length) await sleep(5);
  await worker.close();
  await queue.close();
};

const compare = async (url: string, db: Knex) => {
  const alone = await openRing(db);
  const seed = await alone.seed();
  const { jobs, works } = openQueue({ redis: url }, [], false, () => {}) ?? {};
  if (!jobs) throw new Error('There is no queue.');
  const plainly = createHandOut({ jobs, works: works ?? true, now: () => alone.clock.now, log });
  let inHand = Promise.resolve();
  const handOut: HandOut = {
    ...plainly,
    // Told when a batch is done: asking the database again and again would be paid by this side alone.
    work: (handle) =>
      plainly.work((batch) => {
        const worked = handle(batch);
        inHand = Promise.allSettled([inHand, worked]).then(() => undefined);
        return worked;
      }),
  };
  const handed = await openRing(db, { handOut, clock: alone.clock });
  await handed.ring.start();
  const redis = new Redis(url);
  const isDone = async (): Promise<boolean> => (await alone.queue.due(alone.clock.now, 1)).length === 0;
  /** A beat, and whatever workers have in hand after it. */
  const beat = async (ring: typeof alone.ring): Promise<void> => {
    await ring.tick.run(alone.clock.now);
    do {
      await sleep(1);
      await inHand;
    } while (!(await isDone()));
  };
  const [without, through] = [new Array<number>(), new Array<number>()];
  const [spent, peer] = [new Array<number>(), new Array<number>()];
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      await plantLike(db, seed, `a${round}`, PEOPLE);
      const plain = await timed(() => beat(alone.ring));
      await plantLike(db, seed, `b${round}`, PEOPLE);
      const before = await usedBy(redis);
      const queued = await timed(() => beat(handed.ring));
      const between = await usedBy(redis);
      await oneJobEach(
        url,
        Array.from({ length: PEOPLE }, (_, at) => `run-${round}-${at}`),
      );
      const after = await usedBy(redis);
      // The first opens connections and compiles.
      if (round < 0) continue;
      without.push(plain);
      through.push(queued);
      spent.push(((between - before) / PEOPLE) * 1e6);
      peer.push(((after - between) / PEOPLE) * 1e6);
    }
  } finally {
    await handed.ring.drain();
    redis.disconnect();
  }
  const [mine, plain] = [bestRate(PEOPLE, through), bestRate(PEOPLE, without)];
  const [ours, jobEach] = [Math.min(...spent), Math.min(...peer)];
  return [
    {
      what: 'one process on PostgreSQL, handed out by Redis, against the database alone',
      ...{ ours: mine, peer: plain, ratio: mine / plain, aim: 'at least 1' },
    },
    {
      what: 'microseconds of Redis’ processor a person, against BullMQ with a job a step',
      ...{ ours, peer: jobEach, ratio: ours / jobEach, aim: 'at most 0.1' },
    },
  ];
};

export const withRedis = async () => {
  const redis = await startRedis();
  if ('skipped' in redis) return [{ what: 'with Redis', ratio: redis.skipped }];
  try {
    const rows = await onPostgres((db) => compare(redis.url, db));
    return 'skipped' in rows ? [{ what: 'with Redis', ratio: rows.skipped }] : rows;
  } finally {
    await redis.stop();
  }
};
