import { beforeEach, describe, expect, it } from 'vitest';

import type { Transact, Tx } from '../ports';
import { EVERYTHING, eventsCame, HISTORY, listChanged, ONLY_TIME, readCauses, type CauseText } from './cause';
import { newProfile } from './profile';
import type { ProfileStore, QueueStore } from './profile-store';

export interface QueueUnderTest {
  readonly store: Pick<ProfileStore, 'insert'>;
  readonly queue: QueueStore;
  readonly transact: Transact;
}

/** What every queue of profiles must do, the fake included. `open` gives an empty one. */
export const queueStoreSuite = (name: string, open: () => Promise<QueueUnderTest>): void => {
  describe(name, () => {
    let s: QueueUnderTest;
    beforeEach(async () => {
      s = await open();
    });
    const due = (tx: Tx, ids: readonly string[], dueAt: number, cause: CauseText = EVERYTHING) =>
      s.queue.schedule(
        tx,
        ids.map((profileId) => ({ profileId, dueAt, cause })),
      );

    it('queues each profile once, at the earlier time, and takes what is due', async () => {
      await s.transact(async (tx) => {
        await due(tx, ['p1', 'p2', 'p1'], 10);
        await due(tx, ['p1'], 20);
        await due(tx, ['p2'], 5);
      });
      expect(await s.queue.due(9, 10)).toEqual([{ profileId: 'p2', dueAt: 5 }]);
      expect((await s.queue.due(10, 10)).map(({ profileId }) => profileId)).toEqual(['p2', 'p1']);
      expect(await s.transact((tx) => s.queue.dueAmong(tx, ['p1', 'p2', 'p3'], 9))).toEqual(['p2']);
      expect([...(await s.transact((tx) => s.queue.take(tx, ['p1'], 9)))]).toEqual([]);
      expect([...(await s.transact((tx) => s.queue.take(tx, ['p3', 'p1'], 10)))]).toEqual([['p1', '*\n']]);
      expect(await s.queue.dueAt('p1', null)).toBeUndefined();
      expect(await s.queue.backlog(10)).toEqual({ due: 1, oldestDueAt: 5, failing: 0 });
      expect(await Promise.all([s.queue.waiting(4, 9), s.queue.waiting(10, 9)])).toEqual([0, 1]);
    });

    it('takes those out of the queue of whom there is no profile', async () => {
      await s.transact(async (tx) => {
        await s.store.insert(tx, newProfile('there', 1));
        await due(tx, ['there', 'gone', 'gone too', 'not asked'], 1);
        await s.queue.dropGone(tx, ['there', 'gone', 'gone too']);
      });
      const left = (await s.queue.due(1, 10)).map(({ profileId }) => profileId);
      expect(left.sort()).toEqual(['not asked', 'there']);
    });

    it('keeps every cause of a turn until it is taken', async () => {
      const [view, list] = [eventsCame(['Product Viewed']), listChanged('hub:7')];
      await s.transact(async (tx) => {
        await due(tx, ['p1'], 90, ONLY_TIME);
        await s.queue.schedule(tx, [
          { profileId: 'p1', dueAt: 20, cause: view },
          { profileId: 'p2', dueAt: 20, cause: ONLY_TIME },
          { profileId: 'p1', dueAt: 30, cause: list },
        ]);
        await due(tx, ['p1'], 20, list);
        await due(tx, ['p3'], 20, view);
        await due(tx, ['p4'], 20, HISTORY + view);
        for (let more = 0; more < 60; more += 1) {
          const long = eventsCame([`An event with a name so long that few fit ${more}`]);
          await due(tx, ['p3', 'p4'], 20, long);
        }
      });
      const ids = ['p1', 'p2', 'p3', 'p4'];
      const causes = await s.transact((tx) => s.queue.take(tx, ids, 20));
      const taken = ids.map((id) => causes.get(id));
      expect(taken[0]?.startsWith(view + list)).toBe(true);
      expect(taken[1]).toBe(ONLY_TIME);
      expect(taken[2]?.startsWith(EVERYTHING)).toBe(true);
      expect(readCauses(taken[2] ?? '').history).toBe(false);
      // What was imported stays history, however much else comes.
      expect(readCauses(taken[3] ?? '')).toMatchObject({ everything: true, history: true });
    });

    it('counts failures and moves the row away', async () => {
      const fail = () =>
        s.transact((tx) => s.queue.backOff(tx, 'p1', 'E_TEST', (attempts) => attempts * 100));
      await fail();
      expect(await s.queue.dueAt('p1', null)).toBeUndefined();
      await s.transact((tx) => due(tx, ['p1'], 1));
      await fail();
      await fail();
      expect(await s.queue.dueAt('p1', null)).toBe(200);
      expect(await s.queue.backlog(1)).toEqual({ due: 0, oldestDueAt: 200, failing: 1 });
    });
  });
};
