import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Reference } from '../../server/src/profiles';
import { createProfiles, type Profiles } from '../../server/src/profiles';
import { profileStoreSuite } from '../../server/src/profiles/profile-store.suite';
import { createKnexListStore } from '../../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { createAdvance } from '../../server/src/strapi/ring/advance';
import { eachInTurn } from '../support/each-in-turn';
import { openDatabase, type TestDatabase } from '../support/database';
import { startPostgres, type RunningPostgres } from '../support/postgres';

const started = await startPostgres();
const log = { debug() {}, info() {}, warn() {}, error() {} };

/** One process's view of the database: its own pool, its own profiles. */
const openProcess = async (url: string) => {
  const database = await openDatabase([profilesTables], url);
  const store = createKnexProfileStore(database.db);
  const lists = createKnexListStore(database.db);
  const queue = createKnexQueueStore(database.db);
  const needs = { now: () => Date.now(), newId: () => v7(), isErased: async () => false };
  const profiles = createProfiles({ store, lists, queue, ...needs });
  return { ...database, store, lists, queue, profiles };
};

if ('skipped' in started) {
  describe.skip(`profiles on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  const opened: TestDatabase[] = [];
  const open = async (url: string) => {
    const one = await openProcess(url);
    opened.push(one);
    return one;
  };
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await postgres.stop();
  });

  let suites = 0;
  profileStoreSuite('profiles on PostgreSQL', async () =>
    open(await postgres.createDatabase(`suite_${(suites += 1)}`)),
  );

  describe('two processes on one PostgreSQL', () => {
    let one: Awaited<ReturnType<typeof openProcess>>;
    let other: Awaited<ReturnType<typeof openProcess>>;
    beforeAll(async () => {
      one = await open(postgres.url);
      other = await open(postgres.url);
    });

    /** As the rim does: of two that wait for each other, the one who had to give way goes again. */
    const resolve = async (
      { transact, profiles }: { transact: TestDatabase['transact']; profiles: Profiles },
      reference: Reference,
    ): Promise<string> => {
      for (;;) {
        try {
          return await transact((tx) => profiles.resolve(tx, reference));
        } catch (error) {
          if ((error as { code?: string }).code !== '40P01') throw error;
        }
      }
    };

    it('make one profile of one new person, however they race', async () => {
      for (let round = 0; round < 25; round += 1) {
        const references: Reference[] = [
          { anonymousId: `phone-${round}`, proven: false },
          { anonymousId: `phone-${round}`, userId: `user-${round}`, proven: true },
          { userId: `user-${round}`, email: `user-${round}@example.com`, proven: true },
          { anonymousId: `laptop-${round}`, email: `user-${round}@example.com`, proven: true },
          { external: `crm:${round}`, email: `user-${round}@example.com`, proven: true },
        ];
        await Promise.all(
          [...references, ...references].map((reference, at) => resolve(at % 2 ? one : other, reference)),
        );
        const owner = await one.profiles.find({ kind: 'userId', value: `user-${round}` });
        for (const [kind, value] of [
          ['anonymousId', `phone-${round}`],
          ['anonymousId', `laptop-${round}`],
          ['email', `user-${round}@example.com`],
          ['external', `crm:${round}`],
        ] as const) {
          expect((await other.profiles.find({ kind, value }))?.id).toBe(owner?.id);
        }
      }
      expect(await one.profiles.count()).toBe(25);
    });

    it('turn the ring once for each who is due, together', async () => {
      const turned: string[] = [];
      const turn = eachInTurn(async (_tx, id) => {
        turned.push(id);
        await new Promise((done) => setTimeout(done, 2));
        return null;
      });
      const ringOf = ({ queue, profiles, transact }: typeof one) =>
        createAdvance({
          queue,
          tryLock: profiles.tryLock,
          turn,
          transact,
          now: () => Date.now(),
          log,
        });
      const ids: string[] = [];
      for (let at = 0; at < 300; at += 1) {
        ids.push(await resolve(one, { anonymousId: `due-${at}`, proven: false }));
      }
      // The races before have left people in the queue.
      await one.db('attune_profile_queue').delete();
      await one.transact((tx) => one.profiles.queue(tx, ids, Date.now() - 1));
      const [a, b] = [ringOf(one), ringOf(other)];
      for (let beats = 0; beats < 20 && (await one.queue.due(Date.now(), 1)).length > 0; beats += 1) {
        await Promise.all([a.tick.run(0), b.tick.run(0)]);
      }
      expect([...turned].sort()).toEqual([...ids].sort());
    });

    it('lose no call: what is queued while a turn is under way is turned for afterwards', async () => {
      const id = await resolve(one, { anonymousId: 'busy', proven: false });
      let seen = 0;
      let written = 0;
      const ring = createAdvance({
        queue: one.queue,
        tryLock: one.profiles.tryLock,
        turn: eachInTurn(async () => {
          seen = written;
          await new Promise((done) => setTimeout(done, 3));
          return null;
        }),
        transact: one.transact,
        now: () => Date.now(),
        log,
      });
      for (let call = 0; call < 40; call += 1) {
        await other.transact(async (tx) => {
          await other.profiles.seen(tx, [{ profileId: id, at: Date.now() + call }]);
          await other.profiles.queue(tx, id, Date.now());
        });
        written += 1;
        void ring.advance([id]);
      }
      for (let beats = 0; beats < 50 && (await one.queue.dueAt(id, null)) !== undefined; beats += 1) {
        await ring.tick.run(0);
      }
      await ring.drain();
      expect(seen).toBe(40);
    });
  });
}
