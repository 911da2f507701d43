import { beforeEach, describe, expect, it } from 'vitest';

import { EVERYTHING } from './cause';
import { newProfile, type KnownIdentity } from './profile';
import type { ListStore, ProfileStore } from './profile-store';
import { queueStoreSuite, type QueueUnderTest } from './queue-store.suite';

export interface StoresUnderTest extends QueueUnderTest {
  readonly store: ProfileStore;
  readonly lists: ListStore;
}

const device: KnownIdentity = { kind: 'anonymousId', value: 'a-1', profileId: 'p1', proven: false, at: 1 };

/** What every store of profiles must do, the fake included. `open` gives empty ones. */
export const profileStoreSuite = (name: string, open: () => Promise<StoresUnderTest>): void => {
  describe(name, () => {
    let s: StoresUnderTest;
    beforeEach(async () => {
      s = await open();
    });
    const insert = (...ids: string[]) =>
      s.transact(async (tx) => {
        for (const [at, id] of ids.entries()) await s.store.insert(tx, newProfile(id, at + 1));
      });

    it('keeps a profile whole', async () => {
      const profile = {
        ...newProfile('p1', 5),
        userId: 'u-1',
        email: 'ada@example.com',
        traits: { plan: { seats: 3 }, tags: ['a', 'ö'] },
        consent: { marketing: { granted: true, at: 4, source: 'banner' } },
        timezone: 'Europe/Vienna',
        locale: 'de-AT',
      };
      await s.transact(async (tx) => {
        await s.store.insert(tx, newProfile('p1', 5));
        await s.store.save(tx, profile);
      });
      expect(await s.store.get(null, 'p1')).toEqual(profile);
      expect(await s.store.get(null, 'p2')).toBeUndefined();
      await s.transact(async (tx) => {
        await s.store.insert(tx, newProfile('p2', 6));
        await s.store.saveMany(tx, [
          { ...profile, lastSeenAt: 9, locale: null },
          { ...newProfile('p2', 6), firstSeenAt: 2 },
        ]);
        await s.store.saveMany(tx, []);
      });
      expect(await s.store.get(null, 'p1')).toEqual({ ...profile, lastSeenAt: 9, locale: null });
      expect(await s.store.get(null, 'p2')).toMatchObject({ createdAt: 6, firstSeenAt: 2, lastSeenAt: 6 });
    });

    it('gives an identity to the first who claims it', async () => {
      await insert('p1', 'p2');
      const owners = await s.transact(async (tx) => [
        await s.store.claimIdentity(tx, device),
        await s.store.claimIdentity(tx, { ...device, profileId: 'p2' }),
      ]);
      expect(owners).toEqual(['p1', 'p1']);
      await s.transact((tx) =>
        s.store.pointIdentity(tx, { ...device, profileId: 'p2', proven: true, at: 9 }),
      );
      expect(await s.store.identities(null, [device, { kind: 'userId', value: 'a-1' }])).toEqual([
        { ...device, profileId: 'p2', proven: true, at: 9 },
      ]);
    });

    it('makes many at once, and says whose name was taken', async () => {
      await s.transact((tx) => s.store.claimIdentity(tx, device));
      const many = Array.from({ length: 700 }, (_, at) => `n${String(at).padStart(3, '0')}`);
      const owners = await s.transact(async (tx) => {
        await s.store.insertMany(
          tx,
          many.map((id) => newProfile(id, 7)),
        );
        return s.store.claimIdentities(
          tx,
          many.map((id, at) => ({ ...device, value: at === 0 ? device.value : id, profileId: id, at: 9 })),
        );
      });
      expect(owners).toHaveLength(700);
      expect(owners.filter(({ at }) => at !== 9)).toEqual([device]);
      expect(await s.store.get(null, 'n699')).toEqual(newProfile('n699', 7));
      expect(await s.store.count()).toBe(700);
    });

    it('drops the names of a profile', async () => {
      await s.transact(async (tx) => {
        await s.store.claimIdentity(tx, device);
        await s.store.claimIdentity(tx, { ...device, kind: 'userId', profileId: 'p2' });
        await s.store.dropIdentities(tx, 'p1');
      });
      expect(await s.store.identitiesOf(null, ['p1', 'p2'])).toMatchObject([{ kind: 'userId' }]);
    });

    it('finds a thousand identities at once', async () => {
      const many = Array.from({ length: 1000 }, (_, at) => ({ ...device, value: `a-${at}` }));
      await s.transact(async (tx) => {
        for (const identity of many.slice(0, 700)) await s.store.claimIdentity(tx, identity);
      });
      expect(await s.store.identities(null, many)).toHaveLength(700);
    });

    it('undoes everything when a transaction fails', async () => {
      const failed = s.transact(async (tx) => {
        await s.store.insert(tx, newProfile('p1', 1));
        await s.store.claimIdentity(tx, device);
        await s.queue.schedule(tx, [{ profileId: 'p1', dueAt: 1, cause: EVERYTHING }]);
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await s.store.get(null, 'p1')).toBeUndefined();
      expect(await s.store.identities(null, [device])).toEqual([]);
      expect(await s.queue.due(9, 9)).toEqual([]);
    });

    it('retires a profile: it points at its heir, and so does whoever pointed at it', async () => {
      await insert('p1', 'p2', 'p3');
      await s.transact(async (tx) => {
        await s.store.claimIdentity(tx, device);
        await s.store.retire(tx, 'p1', 'p2');
        await s.store.moveIdentities(tx, 'p1', 'p2');
        await s.store.retire(tx, 'p2', 'p3');
        await s.store.moveIdentities(tx, 'p2', 'p3');
      });
      expect((await s.store.get(null, 'p1'))?.mergedInto).toBe('p3');
      expect([...(await s.store.mergedInto(null, 'p3'))].sort()).toEqual(['p1', 'p2']);
      expect(await s.store.identitiesOf(null, ['p3'])).toEqual([{ ...device, profileId: 'p3' }]);
      expect(await s.store.count()).toBe(1);
      expect([await s.store.seenSince(0), await s.store.seenSince(1e15)]).toEqual([1, 0]);
    });

    it('searches name, address and ids in any case, signs taken literally, the last seen first', async () => {
      await s.transact(async (tx) => {
        await s.store.insert(tx, { ...newProfile('p1', 1), traits: { firstName: 'Ada', lastName: 'Löve' } });
        await s.store.insert(tx, { ...newProfile('p2', 2), email: 'ada_l@example.com' });
        await s.store.insert(tx, { ...newProfile('p3', 3), userId: '100%', mergedInto: null });
        await s.store.insert(tx, { ...newProfile('p4', 4), email: 'ada@gone.example', mergedInto: 'p1' });
        await s.store.claimIdentity(tx, device);
      });
      const ids = async (text: string, page = 1) =>
        (await s.store.search(text, page, 2)).rows.map(({ id }) => id);
      expect(await ids('ADA')).toEqual(['p2', 'p1']);
      expect(await ids('ada lö')).toEqual(['p1']);
      expect(await ids('ada_l')).toEqual(['p2']);
      expect(await ids('a_a')).toEqual([]);
      expect(await ids('100%')).toEqual(['p3']);
      expect(await ids('%')).toEqual(['p3']);
      expect(await ids('a-1')).toEqual(['p1']);
      expect(await ids('', 2)).toEqual(['p1']);
      expect((await s.store.search('', 1, 2)).total).toBe(3);
    });

    it('names the strangers who were not seen for long', async () => {
      await s.transact(async (tx) => {
        await s.store.insert(tx, newProfile('old', 1));
        await s.store.insert(tx, newProfile('new', 9));
        await s.store.insert(tx, { ...newProfile('user', 1), userId: 'u' });
        await s.store.insert(tx, { ...newProfile('contact', 1), email: 'c@example.com' });
        await s.store.insert(tx, newProfile('listed', 1));
        await s.lists.add(tx, 'crm:vip', 'listed', 1);
      });
      expect(await s.store.strangersUnseenSince(5, 10)).toEqual(['old']);
    });

    it('walks the living in the order of their ids', async () => {
      await insert('p1', 'p2', 'p3', 'p4');
      await s.transact(async (tx) => {
        await s.store.retire(tx, 'p2', 'p1');
        await s.lists.add(tx, 'crm:vip', 'p3', 1);
        await s.lists.add(tx, 'crm:new', 'p3', 1);
      });
      expect(await s.store.idsAfter(null, '', 2)).toEqual(['p1', 'p3']);
      expect(await s.store.idsAfter(null, 'p3', 2)).toEqual(['p4']);
      expect((await s.store.many(null, ['p4', 'p2', 'p9'])).map(({ id }) => id)).toEqual(['p4']);
      expect([...(await s.lists.listsOfMany(null, ['p1', 'p3']))]).toEqual([['p3', ['crm:new', 'crm:vip']]]);
    });

    it('keeps lists: each member once, confirmed anew, moved with their person', async () => {
      await insert('p1', 'p2');
      const added = await s.transact(async (tx) => [
        await s.lists.add(tx, 'crm:vip', 'p1', 1),
        await s.lists.add(tx, 'crm:vip', 'p1', 5),
        await s.lists.add(tx, 'crm:new', 'p1', 1),
        await s.lists.add(tx, 'crm:vip', 'p2', 1),
      ]);
      expect(added).toEqual([true, false, true, true]);
      expect(await s.lists.size('crm:vip')).toBe(2);
      const stale = await s.transact(async (tx) => s.lists.staleMembers(tx, 'crm:vip', 5, 10));
      expect(stale).toEqual(['p2']);
      await s.transact((tx) => s.lists.move(tx, 'p1', 'p2'));
      expect(await s.lists.listsOf(null, 'p2')).toEqual(['crm:new', 'crm:vip']);
      expect(await s.lists.listsOf(null, 'p1')).toEqual([]);
      expect(await s.transact((tx) => s.lists.remove(tx, 'crm:vip', 'p2'))).toBe(true);
      expect(await s.transact((tx) => s.lists.remove(tx, 'crm:vip', 'p2'))).toBe(false);
    });
  });
  queueStoreSuite(`${name}: their queue`, open);
};
