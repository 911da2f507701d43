import { beforeEach, describe, expect, it } from 'vitest';

import type { Transact } from '../ports';
import { MOST_COUNTED, MOST_HISTORY, type EventStore, type NewEvent } from './event-store';
import type { Quarantined, QuarantineStore } from './quarantine-store';

export interface StoresUnderTest {
  readonly events: EventStore;
  readonly quarantine: QuarantineStore;
  readonly transact: Transact;
}

const event = (messageId: string, more: Partial<NewEvent> = {}): NewEvent => ({
  messageId,
  profileId: 'p1',
  type: 'track',
  name: 'Product Viewed',
  at: 1_800_000_000_000,
  receivedAt: 1_800_000_000_001,
  anonymousId: 'a1',
  proven: false,
  properties: { price: 3.5, tags: ['ü', '\u0000', null] },
  context: { page: { url: 'https://shop.example' } },
  handled: false,
  ...more,
});

const bad = (id: string, more: Partial<Quarantined> = {}): Quarantined => ({
  id,
  receivedAt: 1_800_000_000_000,
  code: 'required',
  path: 'event',
  message: 'A track call names its event.',
  body: '{"a":1}',
  keyId: 'k1',
  historical: false,
  anonymousId: 'a1',
  userId: null,
  emailHash: null,
  ...more,
});

/** What every store of events must do, the fake included. `open` gives empty ones. */
export const eventStoreSuite = (name: string, open: () => Promise<StoresUnderTest>): void => {
  describe(name, () => {
    let s: StoresUnderTest;
    beforeEach(async () => {
      s = await open();
    });
    const insert = (...events: NewEvent[]) => s.transact((tx) => s.events.insert(tx, events));
    const page = { page: 1, pageSize: 10 };

    it('keeps an event whole, and each messageId once', async () => {
      await insert(event('m1'), event('m1', { name: 'Again' }));
      await insert(event('m1', { name: 'Later' }), event('m2'));
      const { rows, total } = await s.events.list(page);
      expect(total).toBe(2);
      expect({ ...rows[1], handled: false }).toEqual({ ...event('m1'), seq: rows[1]?.seq });
      const known = await s.transact((tx) => s.events.known(tx, ['m1', 'm3']));
      expect([...known]).toEqual(['m1']);
    });

    it('takes more rows at once than a statement may', async () => {
      await insert(...Array.from({ length: 450 }, (_, at) => event(`m${at}`)));
      const known = await s.transact((tx) =>
        s.events.known(
          tx,
          Array.from({ length: 500 }, (_, at) => `m${at}`),
        ),
      );
      expect(known.size).toBe(450);
    });

    it('gives what is unhandled in the order of arrival, once', async () => {
      await insert(event('m1', { at: 9 }), event('m2', { at: 1 }), event('m3', { handled: true }));
      await insert(event('m4', { profileId: 'p2' }));
      const [first, second, third] = await s.transact((tx) => s.events.unhandled(tx, ['p1'], 10));
      expect([first?.messageId, second?.messageId, third]).toEqual(['m1', 'm2', undefined]);
      expect(await s.transact((tx) => s.events.unhandled(tx, ['p1'], 1))).toEqual([first]);
      await s.transact((tx) => s.events.markHandled(tx, [first?.seq ?? 0]));
      expect(await s.transact((tx) => s.events.unhandled(tx, ['p1'], 10))).toEqual([second]);
      const both = await s.transact((tx) => s.events.unhandled(tx, ['p2', 'p1'], 10));
      expect(both.map(({ messageId }) => messageId)).toEqual(['m2', 'm4']);
    });

    it('tells history by name, the oldest first', async () => {
      await insert(
        event('m1', { name: 'B', at: 20 }),
        event('m2', { name: 'A', at: 30 }),
        event('m3', { name: 'A', at: 10 }),
        event('m4', { name: 'C', at: 5 }),
        event('m5', { name: 'A', at: 1, profileId: 'p2' }),
      );
      const times = async (...names: string[]) =>
        (await s.events.history(null, 'p1', names)).map(({ at }) => at);
      expect(await times('A')).toEqual([10, 30]);
      expect(await times('A', 'B')).toEqual([10, 20, 30]);
      expect(await times('*')).toEqual([5, 10, 20, 30]);
      expect(await times('nothing')).toEqual([]);
    });

    it('tells of a history without end its newest part', async () => {
      const many = Array.from({ length: MOST_HISTORY + 3 }, (_, at) => event(`m${at}`, { name: 'A', at }));
      for (let from = 0; from < many.length; from += 200) await insert(...many.slice(from, from + 200));
      const told = await s.events.history(null, 'p1', ['A']);
      expect([told.length, told[0]?.at, told.at(-1)?.at]).toEqual([MOST_HISTORY, 3, MOST_HISTORY + 2]);
    });

    it('lists the newest first, filtered, paged and from a point on', async () => {
      await insert(event('m1'), event('m2', { name: 'Other' }), event('m3', { profileId: 'p2' }));
      const ids = async (filter: object) =>
        (await s.events.list({ ...page, ...filter })).rows.map(({ messageId }) => messageId);
      expect(await ids({})).toEqual(['m3', 'm2', 'm1']);
      expect(await ids({ name: 'Other' })).toEqual(['m2']);
      expect(await ids({ profileId: 'p1' })).toEqual(['m2', 'm1']);
      expect(await ids({ page: 2, pageSize: 2 })).toEqual(['m1']);
      const { rows } = await s.events.list(page);
      expect(await ids({ after: rows[1]?.seq })).toEqual(['m3']);
      expect(await s.events.names()).toEqual(['Other', 'Product Viewed']);
    });

    it('counts a list up to a limit, and pages through what is commoner', async () => {
      const many = Array.from({ length: MOST_COUNTED + 20 }, (_, at) => event(`m${at}`, { name: 'A' }));
      for (let from = 0; from < many.length; from += 2_000) {
        await insert(...many.slice(from, from + 2_000), event(`b${from}`, { name: 'B' }));
      }
      const last = MOST_COUNTED + 19;
      const listed = async (filter: object) => {
        const { rows, total } = await s.events.list({ page: 1, pageSize: 3, ...filter });
        return [total, ...rows.map(({ messageId }) => messageId)];
      };
      expect(await listed({})).toEqual([MOST_COUNTED, 'b10000', `m${last}`, `m${last - 1}`]);
      const newest = [`m${last}`, `m${last - 1}`, `m${last - 2}`];
      expect(await listed({ name: 'A' })).toEqual([MOST_COUNTED, ...newest]);
      const far = { name: 'A', page: 2_001 };
      expect(await listed(far)).toEqual([MOST_COUNTED, 'm4019', 'm4018', 'm4017']);
      expect(await listed({ name: 'B', page: 2 })).toEqual([6, 'b4000', 'b2000', 'b0']);
    });

    it('gives one profile’s events to another', async () => {
      await insert(event('m1'), event('m2', { profileId: 'p2' }));
      await s.transact((tx) => s.events.reassign(tx, 'p2', 'p1'));
      expect((await s.events.list({ ...page, profileId: 'p1' })).total).toBe(2);
    });

    it('rolls back with its transaction', async () => {
      const failing = s.transact(async (tx) => {
        await s.events.insert(tx, [event('m1')]);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    });

    it('keeps the quarantine, the newest first', async () => {
      await s.transact((tx) => s.quarantine.insert(tx, [bad('1'), bad('2', { code: 'timestamp' })]));
      expect((await s.quarantine.list(page)).rows).toEqual([bad('2', { code: 'timestamp' }), bad('1')]);
      expect((await s.quarantine.list({ ...page, code: 'required' })).total).toBe(1);
      await s.quarantine.delete('1');
      expect(await s.quarantine.get('1')).toBeUndefined();
      expect(await s.quarantine.get('2')).toMatchObject({ code: 'timestamp' });
    });

    it('keeps the newest of the quarantine, and no more than so many', async () => {
      const left = async (most: number) => {
        await s.transact((tx) => s.quarantine.keepNewest(tx, most));
        return (await s.quarantine.list(page)).rows.map(({ id }) => id);
      };
      await s.transact((tx) =>
        s.quarantine.insert(
          tx,
          ['1', '2', '3', '4', '5'].map((id) => bad(id)),
        ),
      );
      expect(await left(5)).toEqual(['5', '4', '3', '2', '1']);
      expect(await left(2)).toEqual(['5', '4']);
    });
  });
};
