import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import knex, { type Knex } from 'knex';

import { createHandOut, openQueue, type HandOut } from '../../server/src/queue';
import { startRedis } from '../../tests/support/redis';
import { onPostgres } from './databases';
import { plantLike } from './plant';
import { openRing } from './ring';
import { bestRate, timed } from './timed';

const PEOPLE = 2_000;
const ROUNDS = 5;
const WHAT = 'two processes on PostgreSQL, handed out by Redis, against the database alone';
const log = { debug() {}, info() {}, warn() {}, error: console.error };

/** What a process is told when it begins; with `redis`, work is handed out. */
interface Told {
  readonly database: string;
  readonly redis?: string;
}

const handedOut = (redis: string, clock: { now: number }): HandOut => {
  const opened = openQueue({ redis }, [], true, (code) => console.error('The job queue:', code));
  if (!opened) throw new Error('There is no queue.');
  return createHandOut({ ...opened, now: () => clock.now, log });
};

/** One of the processes: a beat each time it is told what time it is. */
const live = async ({ database, redis }: Told): Promise<void> => {
  const clock = { now: Date.now() };
  const db = knex({ client: 'pg', connection: database, pool: { min: 0, max: 4 } });
  const { ring } = await openRing(db, { clock, ...(redis && { handOut: handedOut(redis, clock) }) });
  await ring.start();
  process.on('message', (now: number) => {
    clock.now = now;
    void ring.tick.run(now);
  });
  process.send?.('ready');
};

const told = process.env.ATTUNE_BENCH_PROCESS;
if (told) await live(JSON.parse(told) as Told);

/** The bench's own bundle once more, that sees above what it is for. */
const start = async (of: Told): Promise<ChildProcess> => {
  const child = fork(fileURLToPath(import.meta.url), {
    env: { ...process.env, ATTUNE_BENCH_PROCESS: JSON.stringify(of) },
  });
  await once(child, 'message');
  return child;
};

const compare = async (db: Knex, database: string, redis: string) => {
  const { clock, queue, seed } = await openRing(db);
  const one = await seed();
  const alone = [await start({ database }), await start({ database })];
  const handed = [await start({ database, redis }), await start({ database, redis })];
  const beat = (processes: readonly ChildProcess[]) =>
    timed(async () => {
      for (const each of processes) each.send(clock.now);
      while ((await queue.due(clock.now, 1)).length > 0) await sleep(2);
    });
  const [without, through] = [new Array<number>(), new Array<number>()];
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [processes, rounds, prefix] of [
        [alone, without, 'a'],
        [handed, through, 'b'],
      ] as const) {
        await plantLike(db, one, `${prefix}${round}`, PEOPLE);
        const took = await beat(processes);
        // The first opens connections and compiles.
        if (round >= 0) rounds.push(took);
      }
    }
  } finally {
    for (const each of [...alone, ...handed]) each.kill('SIGKILL');
  }
  const [mine, plain] = [bestRate(PEOPLE, through), bestRate(PEOPLE, without)];
  return [{ what: WHAT, ours: mine, peer: plain, ratio: mine / plain, aim: 'at least 1' }];
};

export const twoProcesses = async () => {
  const redis = await startRedis();
  if ('skipped' in redis) return [{ what: WHAT, ratio: redis.skipped }];
  try {
    const rows = await onPostgres((db, url) => compare(db, url, redis.url));
    return 'skipped' in rows ? [{ what: WHAT, ratio: rows.skipped }] : rows;
  } finally {
    await redis.stop();
  }
};
