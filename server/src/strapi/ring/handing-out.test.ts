import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

import { eachInTurn } from '../../../../tests/support/each-in-turn';
import { startRedis } from '../../../../tests/support/redis';
import { EVERYTHING, newProfile } from '../../profiles';
import { createMemoryProfiles } from '../../profiles/profile-store.memory';
import { createHandOut, openQueue } from '../../queue';
import { createAdvance, type Advance } from './advance';

const redis = await startRedis();
const noRedis = 'skipped' in redis;
const url = noRedis ? '' : redis.url;
afterAll(async () => {
  if (!noRedis) await redis.stop();
});

const log = { debug() {}, info() {}, warn() {}, error() {} };

let worlds = 0;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Processes that share one database, and whatever queue hands work out between them. */
const openWorld = (
  queue: (prefix: string) => unknown,
  turn: Parameters<typeof eachInTurn>[0] = async () => null,
) => {
  const memory = createMemoryProfiles();
  const prefix = `w${(worlds += 1)}`;
  const turned: string[] = [];
  let time = 1_000;
  const now = () => time;
  const process = async (works = true): Promise<Advance> => {
    const opened = openQueue(queue(prefix), [], false, () => undefined);
    const ring = createAdvance({
      queue: memory.queue,
      tryLock: memory.store.tryLock,
      turn: eachInTurn(async (tx, id, at, cause) => {
        const until = await turn(tx, id, at, cause);
        turned.push(id);
        return until;
      }),
      handOut: opened && createHandOut({ ...opened, works, now, log }),
      transact: memory.transact,
      now,
      log,
    });
    await ring.start();
    closing.push(() => ring.drain());
    return ring;
  };
  const queued = (...ids: string[]) =>
    memory.transact(async (tx) => {
      for (const id of ids)
        if (!(await memory.store.get(tx, id))) await memory.store.insert(tx, newProfile(id, 1));
      await memory.queue.schedule(
        tx,
        ids.map((profileId) => ({ profileId, dueAt: time, cause: EVERYTHING })),
      );
    });
  const until = async (done: () => boolean | Promise<boolean>) => {
    for (let tries = 0; !(await done()); tries += 1) {
      if (tries > 400) throw new Error('It took too long.');
      await sleep(10);
    }
  };
  return { ...memory, prefix, turned, process, queued, until, at: (to: number) => void (time = to) };
};

const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at}`);

const QUEUES = [
  { name: 'the database', queue: () => 'database', skipped: false },
  { name: 'Redis', queue: (prefix: string) => ({ redis: url, prefix }), skipped: noRedis },
];

describe.each(QUEUES)('work handed out by $name', ({ queue, skipped }) => {
  describe.skipIf(skipped)('among processes', () => {
    it('is done once for each who is due', async () => {
      const world = openWorld(queue);
      const rings = [await world.process(), await world.process()];
      await world.queued(...people(450));
      await Promise.all(rings.map((ring) => ring.tick.run(0)));
      await world.until(() => world.turned.length >= 450);
      expect([...world.turned].sort()).toEqual(people(450).sort());
    });

    it('is done at once for whom an event came, and again each time they fall due', async () => {
      const world = openWorld(queue);
      const ring = await world.process();
      for (const time of [1_000, 1_001, 60_000]) {
        const before = world.turned.length;
        world.at(time);
        await world.queued('p1');
        await ring.advance(['p1']);
        await world.until(() => world.turned.length === before + 1);
      }
    });

    it('lets one that fails back off alone', async () => {
      const world = openWorld(queue, async (_tx, id) => {
        if (id === 'p7') throw Object.assign(new Error('poison'), { code: 'E_POISON' });
        return null;
      });
      const ring = await world.process();
      await world.queued(...people(120));
      await ring.tick.run(0);
      await world.until(() => new Set(world.turned).size === 119);
      await world.until(async () => (await world.queue.dueAt('p7', null)) === 3_000);
    });

    it('is finished before its process ends, and what was not begun stays due', async () => {
      let finish: (() => void) | undefined;
      const world = openWorld(queue, async (_tx, id) => {
        if (id === 'slow') await new Promise<void>((resolve) => (finish = resolve));
        return null;
      });
      const ring = await world.process();
      await world.queued('slow');
      const turning = ring.advance(['slow']);
      await world.until(() => finish !== undefined);
      const drained = ring.drain();
      finish?.();
      await Promise.all([turning, drained]);
      expect(world.turned).toEqual(['slow']);
      await world.queued('later');
      await ring.advance(['later']);
      await ring.tick.run(0);
      expect(world.turned).toEqual(['slow']);
      expect(await world.queue.due(2_000, 9)).toMatchObject([{ profileId: 'later' }]);
    });
  });
});

describe.skipIf(noRedis)('a Redis between the processes', () => {
  const inRedis = (prefix: string) => ({ redis: url, prefix });

  it('leaves the work to the workers where a process only hands out', async () => {
    const world = openWorld(inRedis);
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
    const world = openWorld(inRedis);
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
    const world = openWorld((prefix) => ({ redis: 'redis://127.0.0.1:1', prefix }));
    const ring = await world.process();
    await world.queued('p1', 'p2');
    await ring.advance(['p1']);
    await ring.tick.run(0);
    expect(world.turned).toEqual(['p1', 'p2']);
  });

  it('has one process that offers what is due, and another when that one ends', async () => {
    const opened = [1, 2].map(() => openQueue(inRedis('lease'), [], false, () => undefined)!.jobs);
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
