import { describe, expect, it } from 'vitest';

import { TRAITS_LIMIT } from '../../../plugin/src';
import { readCauses } from './cause';
import { NEVER, type Reference } from './profile';
import { createMemoryProfiles } from './profile-store.memory';
import { createProfiles } from './profiles';

const open = () => {
  const memory = createMemoryProfiles();
  let time = 1_000;
  let ids = 0;
  const erased = new Set<string>();
  const profiles = createProfiles({
    ...memory,
    now: () => time,
    newId: () => `p${(ids += 1)}`,
    isErased: async (_tx, { email }) => erased.has(email ?? ''),
  });
  return {
    ...memory,
    profiles,
    erased,
    at: (at: number) => void (time = at),
    resolve: (reference: Reference) => memory.transact((tx) => profiles.resolve(tx, reference)),
  };
};

const device = (anonymousId: string, claim: Partial<Reference> = {}): Reference => ({
  anonymousId,
  ...claim,
  proven: false,
});
const user = (userId: string, rest: Partial<Reference> = {}): Reference => ({
  userId,
  ...rest,
  proven: true,
});

describe('profiles', () => {
  it('lets the history of a device follow the person who identifies on it', async () => {
    const { profiles, resolve, transact, store } = open();
    const moved: string[] = [];
    profiles.onMerge(async (_tx, from, into) => void moved.push(`${from} into ${into}`));
    const known = await resolve(user('ada', { anonymousId: 'phone' }));
    const laptop = await resolve(device('laptop'));
    await transact((tx) => profiles.applyTraits(tx, laptop, { plan: 'free', utm: 'news' }));
    await transact((tx) => profiles.applyTraits(tx, known, { plan: 'pro' }));
    expect(await resolve(user('ada', { anonymousId: 'laptop' }))).toBe(known);
    expect(moved).toEqual([`${laptop} into ${known}`]);
    expect((await profiles.get(laptop))?.traits).toEqual({ plan: 'pro', utm: 'news' });
    const [merge] = await profiles.mergesOf(known);
    expect(merge).toMatchObject({ fromProfile: laptop, intoProfile: known, reason: 'identified', at: 1_000 });
    expect(merge?.snapshot.profile.traits).toEqual({ plan: 'free', utm: 'news' });
    expect(merge?.snapshot.identities.map(({ value }) => value)).toEqual(['laptop']);
    expect((await store.get(null, laptop))?.traits).toEqual({});
  });

  it('gives a device that somebody else logs in on to them, and leaves the past with whom it was', async () => {
    const { profiles, resolve } = open();
    const ada = await resolve(user('ada', { anonymousId: 'tablet' }));
    const bob = await resolve(user('bob', { anonymousId: 'tablet' }));
    expect(bob).not.toBe(ada);
    expect((await profiles.find({ kind: 'anonymousId', value: 'tablet' }))?.id).toBe(bob);
    expect((await profiles.find({ kind: 'userId', value: 'ada' }))?.id).toBe(ada);
    expect(await profiles.mergesOf(bob)).toEqual([]);
    expect(await resolve(user('ada', { anonymousId: 'tablet' }))).toBe(ada);
  });

  it('takes a claim for what it is: written on the device, and nothing else', async () => {
    const { profiles, resolve } = open();
    const ada = await resolve(user('ada', { email: 'Ada@Example.com ' }));
    const thief = await resolve(device('thief', { userId: 'ada', email: 'ada@example.com' }));
    expect(thief).not.toBe(ada);
    expect(await profiles.get(thief)).toMatchObject({
      userId: null,
      email: null,
      claimedUserId: 'ada',
      claimedEmail: 'ada@example.com',
    });
    expect((await profiles.find({ kind: 'email', value: 'ada@example.com' }))?.id).toBe(ada);
    expect((await profiles.person(thief))?.emails).toEqual([]);
  });

  it('joins the claiming device once the claim is proven, and not the device of another claim', async () => {
    const { profiles, resolve } = open();
    const own = await resolve(device('own', { userId: 'ada' }));
    const other = await resolve(device('other', { userId: 'bob' }));
    const ada = await resolve(user('ada', { anonymousId: 'own' }));
    expect(ada).toBe(own);
    expect((await profiles.get(ada))?.claimedUserId).toBeNull();
    await resolve(user('ada', { anonymousId: 'other' }));
    expect(await profiles.get(other)).toMatchObject({ id: other, claimedUserId: 'bob' });
    expect((await profiles.find({ kind: 'anonymousId', value: 'other' }))?.id).toBe(ada);
  });

  it('lets a contact whom only the CRM knows join the user who owns the address', async () => {
    const { profiles, resolve, transact } = open();
    const contact = await transact((tx) =>
      profiles.resolveContact(tx, { email: 'eve@example.com', external: 'hub:7' }),
    );
    await transact((tx) => profiles.setList(tx, contact!, 'hub:partners'));
    const eve = await resolve(user('eve', { email: 'eve@example.com', anonymousId: 'desk' }));
    expect(eve).toBe(contact);
    expect(await profiles.listsOf(eve)).toEqual(new Set(['hub:partners']));
    const later = await transact((tx) => profiles.resolveContact(tx, { external: 'hub:7' }));
    expect(later).toBe(eve);
  });

  it('refuses the contact of somebody who was erased', async () => {
    const { profiles, transact, erased } = open();
    erased.add('gone@example.com');
    const contact = { email: 'GONE@example.com', external: 'hub:8' };
    expect(await transact((tx) => profiles.resolveContact(tx, contact))).toBeNull();
    expect(await profiles.count()).toBe(0);
  });

  it('looks again at whoever changed', async () => {
    const { profiles, resolve, transact, queue } = open();
    const ada = await resolve(user('ada'));
    const take = async () =>
      readCauses((await transact((tx) => queue.take(tx, [ada], 1_000))).get(ada) ?? '?');
    // Whoever is new is judged on everything: some segments are for those of whom nothing is known.
    expect(await take()).toMatchObject({ everything: true });
    await transact((tx) => profiles.applyTraits(tx, ada, { city: 'Linz', plan: 'pro' }));
    await transact((tx) => profiles.applyTraits(tx, ada, { city: 'Graz', plan: 'pro' }));
    await transact((tx) => profiles.setList(tx, ada, 'hub:7'));
    await transact((tx) =>
      profiles.seen(tx, [{ profileId: ada, at: 900_000_000_000_000, timezone: 'Europe/Vienna' }]),
    );
    expect(await queue.due(1_000, 9)).toMatchObject([{ profileId: ada }]);
    expect(await take()).toEqual({
      everything: false,
      events: new Set(),
      traits: new Set(['city', 'plan']),
      lists: new Set(['hub:7']),
      segments: new Set(),
      zone: true,
      untold: false,
      history: false,
    });
    await transact((tx) => profiles.setConsent(tx, ada, {}));
    expect(await take()).toMatchObject({ everything: false, traits: new Set(), zone: false });
    await transact((tx) => profiles.queue(tx, ada, 500));
    await transact((tx) => profiles.queue(tx, [ada], 900));
    expect(await queue.dueAt(ada, null)).toBe(500);
  });

  it('merges traits shallowly, deletes by null and keeps them within bounds', async () => {
    const { profiles, resolve, transact } = open();
    const ada = await resolve(user('ada'));
    const apply = (traits: Parameters<typeof profiles.applyTraits>[2]) =>
      transact((tx) => profiles.applyTraits(tx, ada, traits));
    await apply({ address: { city: 'Linz', zip: '4020' }, plan: 'pro' });
    await apply({ address: { city: 'Graz' }, plan: null });
    await expect(apply({ notes: 'x'.repeat(TRAITS_LIMIT) })).rejects.toMatchObject({ code: 'too-large' });
    expect((await profiles.get(ada))?.traits).toEqual({ address: { city: 'Graz' } });
  });

  it('remembers the first and the last sight, whatever order they are told in', async () => {
    const { profiles, resolve, transact } = open();
    const ada = await resolve(user('ada'));
    const see = (at: number, timezone?: string) =>
      transact((tx) => profiles.seen(tx, [{ profileId: ada, at, timezone }]));
    await see(5_000, 'Europe/Vienna');
    await see(200, 'Asia/Tokyo');
    expect(await profiles.get(ada)).toMatchObject({
      firstSeenAt: 200,
      lastSeenAt: 5_000,
      timezone: 'Europe/Vienna',
    });
  });

  it('has never seen whom only a CRM knows, until they come', async () => {
    const { profiles, resolve, transact } = open();
    const contact = { email: 'eve@example.com', external: 'hub:7' };
    const eve = (await transact((tx) => profiles.resolveContact(tx, contact))) ?? '';
    expect(await profiles.get(eve)).toMatchObject({ firstSeenAt: NEVER, lastSeenAt: NEVER });
    await transact((tx) => profiles.seen(tx, [{ profileId: eve, at: 5_000 }]));
    expect(await profiles.get(eve)).toMatchObject({ firstSeenAt: 5_000, lastSeenAt: 5_000 });
    // Who was seen, and then turns out to be somebody a CRM told of, was first seen when they came.
    const told = { email: 'ida@example.com', external: 'hub:8' };
    await transact((tx) => profiles.resolveContact(tx, told));
    const ida = await resolve({ userId: 'ida', email: told.email, proven: true, at: 7_000 });
    await transact((tx) => profiles.seen(tx, [{ profileId: ida, at: 7_000 }]));
    expect(await profiles.get(ida)).toMatchObject({ firstSeenAt: 7_000, lastSeenAt: 7_000 });
  });

  it('takes the zone of the first event, which happened before its person was known', async () => {
    const { profiles, resolve, transact } = open();
    const ada = await resolve(user('ada'));
    const { createdAt } = (await profiles.get(ada))!;
    const see = (at: number, timezone: string, locale: string) =>
      transact((tx) => profiles.seen(tx, [{ profileId: ada, at, timezone, locale }]));
    await see(createdAt - 5, 'Europe/Vienna', 'de-AT');
    await see(createdAt - 9, 'Asia/Tokyo', 'ja');
    expect(await profiles.get(ada)).toMatchObject({ timezone: 'Europe/Vienna', locale: 'de-AT' });
  });

  it('prunes from a list whom a whole read did not confirm', async () => {
    const { profiles, resolve, transact, at } = open();
    const [ada, bob] = [await resolve(user('ada')), await resolve(user('bob'))];
    const add = (id: string) => transact((tx) => profiles.setList(tx, id, 'hub:vip'));
    expect([await add(ada), await add(bob)]).toEqual([true, true]);
    at(2_000);
    expect(await add(bob)).toBe(false);
    expect(await transact((tx) => profiles.pruneList(tx, 'hub:vip', 2_000, 100))).toBe(1);
    expect(await profiles.listSize('hub:vip')).toBe(1);
    expect(await profiles.listsOf(ada)).toEqual(new Set());
  });

  it.each([
    ['no name at all', { proven: true }],
    ['a claim without its device', { userId: 'ada', proven: false }],
    ['a name with NUL in it', { anonymousId: 'a\0b', proven: false }],
    ['a name with half of a character in it', { anonymousId: 'a\ud800', proven: false }],
    ['a name of a kilobyte', { userId: 'x'.repeat(1024), proven: true }],
  ])('refuses %s', async (_what, reference) => {
    await expect(open().resolve(reference)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('takes names for what they are, whatever they look like', async () => {
    const { profiles, resolve } = open();
    for (const name of [
      "'; drop table attune_profiles; --",
      '<script>alert(1)</script>',
      '__proto__',
      'a:b',
    ]) {
      const id = await resolve(user(name));
      expect((await profiles.find({ kind: 'userId', value: name }))?.id).toBe(id);
    }
    expect(await profiles.count()).toBe(4);
  });
});
