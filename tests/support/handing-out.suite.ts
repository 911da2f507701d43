import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { EVERYTHING } from '../../server/src/profiles';
import { openWorld, people, type Lane, type SharedDatabase, type World } from './handing-out-world';

interface Under {
  readonly database: () => Promise<SharedDatabase>;
  readonly redisUrl: string;
  /** Whether several processes share this database, each over a line of its own. */
  readonly lines: boolean;
}

export const inDatabase: Lane = () => 'database';
export const inRedis: Lane = (prefix, url) => ({ redis: url, prefix });

const CLOSE_MS = 20_000;

/** What work handed out promises, whoever carries it: the database by itself, or a Redis between the processes. */
export const handingOutSuite = (name: string, lane: Lane, under: Under): void => {
  describe(`work handed out by ${name}`, () => {
    let world: World;
    const open = async (turn?: Parameters<typeof openWorld>[0]['turn']) => {
      const redisUrl = lane === inRedis ? under.redisUrl : '';
      world = openWorld({ database: await under.database(), lane, redisUrl, turn });
      return world;
    };
    afterEach(() => world.close(), CLOSE_MS);

    it('is done once for each who is due, by one of two processes', async () => {
      await open();
      const rings = [await world.process(), await world.process()];
      await world.queued(...people(450));
      expect(await world.queue.backlog(1_000)).toMatchObject({ due: 450, failing: 0 });
      await Promise.all(rings.map((ring) => ring.tick.run(0)));
      await world.until(() => world.turned.length >= 450, rings);
      await world.until(async () => (await world.queue.backlog(1_000)).due === 0);
      expect([...world.turned].sort()).toEqual(people(450).sort());
    });

    it('is done at once for whom an event came, and again each time they fall due', async () => {
      await open();
      const ring = await world.process();
      for (const time of [1_000, 1_001, 60_000]) {
        const before = world.turned.length;
        world.at(time);
        await world.queued('p1');
        await ring.advance(['p1']);
        await world.until(() => world.turned.length === before + 1);
      }
    });

    it('lets one that fails back off alone, counts it, and offers it again', async () => {
      let broken = true;
      await open(async (_tx, id) => {
        if (id === 'p7' && broken) throw Object.assign(new Error('poison'), { code: 'E_POISON' });
        return null;
      });
      const rings = [await world.process(), await world.process()];
      await world.queued(...people(120));
      await world.until(() => new Set(world.turned).size === 119, rings);
      await world.until(async () => (await world.queue.backlog(1_000)).due === 0, rings);
      // Where both met it at the same moment, it has failed twice.
      const again = (await world.queue.dueAt('p7', null)) ?? 0;
      expect([3_000, 5_000]).toContain(again);
      expect(await world.queue.backlog(1_000)).toEqual({ due: 0, oldestDueAt: again, failing: 1 });
      broken = false;
      world.at(again);
      await world.until(() => world.turned.includes('p7'), rings);
      await world.until(async () => (await world.queue.backlog(again)).failing === 0);
    });

    it('loses nobody who falls due while it is handed out, nor who does so in their own turn', async () => {
      const again = new Set(['p3', 'p140']);
      await open(async (tx, id, now) => {
        const other = id === 'p5' ? ['from p5'] : [];
        const ids = again.delete(id) ? [id, ...other] : other;
        await world.queue.schedule(
          tx,
          ids.map((profileId) => ({ profileId, dueAt: now, cause: EVERYTHING })),
        );
        return null;
      });
      const rings = [await world.process(), await world.process()];
      await world.queued('from p5');
      await world.until(() => world.turned.length === 1, rings);
      await world.queued(...people(250));
      const beat = Promise.all(rings.map((ring) => ring.tick.run(0)));
      await world.queued('late');
      await beat;
      // One second on: whoever was offered in this one and fell due in it is told from who was not.
      world.at(2_000);
      await world.until(async () => (await world.queue.backlog(2_000)).due === 0, rings);
      const times = (id: string) => world.turned.filter((one) => one === id).length;
      expect(['late', 'from p5', 'p3', 'p140'].map(times)).toEqual([1, 2, 2, 2]);
      expect(new Set(world.turned).size).toBe(252);
    });

    it('is finished before its process ends, and what was not begun stays due', async () => {
      let finish: (() => void) | undefined;
      await open(async (_tx, id) => {
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

    if (!under.lines) return;
    it('is taken over by another when a process dies with people in hand', async () => {
      let release = () => {};
      let inHand = false;
      const gate = new Promise<void>((resolve) => (release = resolve));
      await open(async (_tx, _id, _now, _cause, by) => {
        if (by !== 'dead ') return null;
        inHand = true;
        await gate;
        return null;
      });
      const dead = await world.process(true, 'dead ');
      await world.queued(...people(40));
      const beat = dead.tick.run(0);
      try {
        await world.until(() => inHand);
        const heir = await world.process();
        await heir.tick.run(0);
        await sleep(50);
        // Twenty are in its hand, and nobody else's as long as it lives.
        expect(world.turned.length).toBeLessThanOrEqual(20);
        dead.die();
        await world.until(async () => (await world.queue.backlog(1_000)).due === 0, [heir]);
        expect([...world.turned].sort()).toEqual(people(40).sort());
      } finally {
        release();
      }
      await beat;
    });
  });
};
