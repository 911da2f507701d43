import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Identity } from '../../../plugin/src';
import { identitiesOf } from './plan';
import type { Reference } from './profile';
import { createMemoryProfiles } from './profile-store.memory';
import { createProfiles, type Profiles } from './profiles';

const world = () => {
  const memory = createMemoryProfiles();
  let tick = 0;
  const profiles = createProfiles({
    ...memory,
    now: () => tick,
    newId: () => `p${(tick += 1)}`,
    isErased: async () => false,
  });
  const play = async (references: readonly Reference[]) => {
    for (const reference of references) await memory.transact((tx) => profiles.resolve(tx, reference));
  };
  return { ...memory, profiles, play };
};

const keyOf = ({ kind, value }: Identity) => `${kind}:${value}`;

const value = (kind: string, most: number) => fc.integer({ min: 1, max: most }).map((n) => `${kind}${n}`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const proven: fc.Arbitrary<Reference> = fc
  .record({
    anonymousId: maybe(value('a', 5)),
    userId: maybe(value('u', 3)),
    email: maybe(value('e', 4).map((name) => `${name}@example.com`)),
    external: maybe(value('crm:', 3)),
    proven: fc.constant(true),
  })
  .filter((reference) => identitiesOf(reference).length > 0);

const claimed: fc.Arbitrary<Reference> = fc.record({
  anonymousId: value('a', 5),
  userId: maybe(value('u', 3)),
  email: maybe(value('e', 4).map((name) => `${name}@example.com`)),
  proven: fc.constant(false),
});

const calls = fc.array(fc.oneof(proven, claimed), { minLength: 1, maxLength: 25 });

/** Whom the calls make one: the names that proven calls tie together. */
const componentsOf = (references: readonly Reference[]): ReadonlyMap<string, string> => {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const up = parent.get(key) ?? key;
    return up === key ? key : root(up);
  };
  for (const names of references.map(identitiesOf)) {
    for (const name of names) {
      if (!parent.has(keyOf(name))) parent.set(keyOf(name), keyOf(name));
      parent.set(root(keyOf(name)), root(keyOf(names[0]!)));
    }
  }
  return new Map([...parent.keys()].map((key) => [key, root(key)]));
};

const hasTwoUsersInOne = (components: ReadonlyMap<string, string>): boolean => {
  const users = [...components].filter(([key]) => key.startsWith('userId:')).map(([, root]) => root);
  return new Set(users).size < users.length;
};

/** Which names share a profile, whatever the profile is called. */
const partition = async (profiles: Profiles, names: readonly Identity[]): Promise<readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const id = (await profiles.find(name))?.id ?? 'nobody';
    groups.set(id, [...(groups.get(id) ?? []), keyOf(name)]);
  }
  return [...groups.values()].map((group) => group.sort().join(' ')).sort();
};

const everyName = (references: readonly Reference[]): readonly Identity[] => [
  ...new Map(references.flatMap(identitiesOf).map((name) => [keyOf(name), name] as const)).values(),
];

describe('the laws of merging', () => {
  it('ties together exactly the names that proof ties together, in any order', async () => {
    const cases = fc
      .array(proven, { minLength: 1, maxLength: 14 })
      .filter((references) => !hasTwoUsersInOne(componentsOf(references)))
      .chain((references) =>
        fc.tuple(fc.constant(references), fc.shuffledSubarray(references, { minLength: references.length })),
      );
    await fc.assert(
      fc.asyncProperty(cases, async ([references, shuffled]) => {
        const names = everyName(references);
        const components = componentsOf(references);
        const groups = new Map<string, string[]>();
        for (const [key, root] of components) groups.set(root, [...(groups.get(root) ?? []), key]);
        const wanted = [...groups.values()].map((group) => group.sort().join(' ')).sort();
        for (const order of [references, shuffled]) {
          const { profiles, play } = world();
          await play(order);
          expect(await partition(profiles, names)).toEqual(wanted);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never puts two userIds into one profile, and gives each name one living profile', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (references) => {
        const { profiles, play, store } = world();
        await play(references);
        const names = everyName(references);
        for (const name of names) {
          const owner = await profiles.find(name);
          expect(owner?.mergedInto).toBeNull();
          if (name.kind === 'userId') expect(owner?.userId).toBe(name.value);
        }
        const { rows } = await store.search('', 1, 1000);
        const users = rows.flatMap((profile) => profile.userId ?? []);
        expect(new Set(users).size).toBe(users.length);
        for (const profile of rows) {
          const own = (await profiles.identitiesOf(profile.id)).filter(({ kind }) => kind === 'userId');
          expect(own.map((known) => known.value)).toEqual(profile.userId ? [profile.userId] : []);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('answers with the profile that the names have afterwards, and repeating changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.oneof(proven, claimed), async (references, last) => {
        const { profiles, play, transact, store } = world();
        await play(references);
        const first = await transact((tx) => profiles.resolve(tx, last));
        const before = await store.search('', 1, 1000);
        for (const name of identitiesOf(last)) expect((await profiles.find(name))?.id).toBe(first);
        expect(await transact((tx) => profiles.resolve(tx, last))).toBe(first);
        expect(await store.search('', 1, 1000)).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it('does in one batch what it does one by one', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (references) => {
        const [single, batch] = [world(), world()];
        await single.play(references);
        const ids = await batch.transact((tx) => batch.profiles.resolveMany(tx, references));
        const names = everyName(references);
        expect(await partition(batch.profiles, names)).toEqual(await partition(single.profiles, names));
        for (const id of ids) expect((await batch.store.get(null, id))?.mergedInto).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('lets a claim change nobody but the device that makes it', async () => {
    await fc.assert(
      fc.asyncProperty(calls, claimed, async (references, claim) => {
        const { profiles, play, store } = world();
        await play(references);
        const before = (await store.search('', 1, 1000)).rows;
        const device = await profiles.find({ kind: 'anonymousId', value: claim.anonymousId! });
        await play([claim]);
        const claimer = await profiles.find({ kind: 'anonymousId', value: claim.anonymousId! });
        const { userId, email } = claim;
        if (userId && claimer?.userId !== userId) expect(claimer?.claimedUserId).toBe(userId);
        if (email && claimer?.email !== email) expect(claimer?.claimedEmail).toBe(email);
        for (const profile of before) {
          const after = await store.get(null, profile.id);
          const said = { claimedUserId: after?.claimedUserId, claimedEmail: after?.claimedEmail };
          expect(after).toEqual(profile.id === device?.id ? { ...profile, ...said } : profile);
        }
      }),
      { numRuns: 100 },
    );
  });
});
