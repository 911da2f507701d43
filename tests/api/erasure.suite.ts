import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';

import { createCommit, createSetAside, type AcceptedEvent, type Who } from '../../server/src/events';
import { createKnexEventStore } from '../../server/src/events/strapi/event-store';
import { createPeople } from '../../server/src/events/strapi/people';
import { createKnexQuarantineStore } from '../../server/src/events/strapi/quarantine-store';
import { eventsTables } from '../../server/src/events/strapi/tables';
import {
  createConsents,
  createErasures,
  createPrivacy,
  createSuppressions,
  type Suppressions,
} from '../../server/src/privacy';
import { createKnexErasureStore } from '../../server/src/privacy/strapi/erasure-store';
import { createPeopleTables } from '../../server/src/privacy/strapi/people-tables';
import { createKnexAuditStore, createKnexConsentStore } from '../../server/src/privacy/strapi/privacy-store';
import { createKnexSuppressionStore } from '../../server/src/privacy/strapi/suppression-store';
import { privacyTables } from '../../server/src/privacy/strapi/tables';
import { createProfiles } from '../../server/src/profiles';
import { createKnexListStore } from '../../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { createSecrets } from '../../server/src/strapi/secrets';
import type { TestDatabase } from '../support/database';

export const ERASURE_SLICES = [profilesTables, privacyTables, eventsTables];

const policy = { unasked: { analytics: 'granted', personalisation: 'granted' }, honorGpc: true } as const;
const secrets = createSecrets('a secret of sixteen or more');
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The slices that know people, composed over one database as one process does. `slowly` delays what it is told. */
const compose = ({ db, transact }: TestDatabase, slowly: () => Promise<void> = async () => {}) => {
  const now = () => Date.now();
  const suppressions = createSuppressions({ store: createKnexSuppressionStore(db), secrets, now });
  const isErased: Suppressions['isErased'] = async (tx, contact) => {
    const answer = await suppressions.isErased(tx, contact);
    await slowly();
    return answer;
  };
  const profiles = createProfiles({
    store: createKnexProfileStore(db),
    lists: createKnexListStore(db),
    queue: createKnexQueueStore(db),
    now,
    newId: v7,
    isErased,
  });
  const erasures = createErasures({
    store: createKnexErasureStore(),
    secrets,
    hashOf: suppressions.hashOf,
  });
  const privacy = createPrivacy({
    consents: createConsents({ store: createKnexConsentStore(db), profiles, policy, newId: v7 }),
    suppressions,
    erasures,
    profiles,
    tables: createPeopleTables(
      db,
      ERASURE_SLICES.flatMap(({ tables }) => tables),
    ),
    audit: createKnexAuditStore(),
    transact,
    secrets,
    now,
    newId: v7,
  });
  const erasedAt: typeof privacy.erasedAt = async (tx, names) => {
    const answer = await privacy.erasedAt(tx, names);
    await slowly();
    return answer;
  };
  const commit = createCommit({
    events: createKnexEventStore(db),
    quarantine: createKnexQuarantineStore(db),
    people: createPeople(profiles, { erasedAt }),
    recordConsent: (tx, id, { answers, source }, said) =>
      privacy.record(tx, id, answers, { source, ...said }),
    setAside: createSetAside({ newId: v7, hashEmail: suppressions.hashOf }),
    policy,
    now,
    breathe: async () => {},
  });
  const store = (...events: AcceptedEvent[]) => transact((tx) => commit(tx, [{ events, quarantined: [] }]));
  return { profiles, privacy, store };
};

/** An event that came in now and waits for its turn. */
const waiting = (who: Who, at = Date.now()): AcceptedEvent => ({
  event: {
    messageId: v7(),
    type: 'track',
    name: 'Product Viewed',
    at,
    receivedAt: at,
    ...who,
    properties: {},
    context: {},
  },
  who,
  historical: false,
  keyId: 'k',
});

/** Somebody is erased while something about them is under way. `open` gives one empty database and a second way into it. */
export const erasureSuite = (
  name: string,
  open: () => Promise<readonly [TestDatabase, TestDatabase]>,
): void => {
  describe(name, () => {
    let databases: readonly [TestDatabase, TestDatabase];
    beforeEach(async () => {
      databases = await open();
    });
    const device = { anonymousId: 'phone', proven: false };
    const person = { anonymousId: 'phone', userId: 'ada', email: 'ada@example.com', proven: true };
    const rows = async (table: string) => (await databases[0].db(table)).length;

    /** Work begins, and an erasure in its middle: the one of them that was first ends first. */
    const race = async (work: (one: ReturnType<typeof compose>) => Promise<unknown>, id: string) => {
      let goOn = (): void => {};
      const held = new Promise<void>((resolve) => (goOn = resolve));
      let hasAsked = (): void => {};
      const asked = new Promise<void>((resolve) => (hasAsked = resolve));
      const working = work(
        compose(databases[0], () => {
          hasAsked();
          return held;
        }),
      );
      await asked;
      const erasing = compose(databases[1]).privacy.erase(id, 'admin:1');
      await sleep(300);
      goOn();
      await working;
      expect(await erasing).toMatchObject({ profileId: id });
    };

    it('does not make somebody again from an event that waited meanwhile', async () => {
      const { privacy, profiles, store } = compose(databases[0]);
      await store(waiting(person));
      const { id } = (await profiles.find({ kind: 'userId', value: 'ada' }))!;
      const late = [waiting(device), waiting(person), waiting({ userId: 'ada', proven: true })];
      await privacy.erase(id, 'admin:1');
      await store(...late);
      expect([await rows('attune_profiles'), await rows('attune_events')]).toEqual([0, 0]);
      await sleep(2);
      await store(waiting(device));
      expect([await rows('attune_profiles'), await rows('attune_events')]).toEqual([1, 1]);
    });

    it('leaves nothing of an event that is being stored meanwhile', async () => {
      const { profiles, store } = compose(databases[0]);
      await store(waiting(person));
      const { id } = (await profiles.find({ kind: 'userId', value: 'ada' }))!;
      const late = waiting(person);
      await race((one) => one.store(late), id);
      expect([await rows('attune_profiles'), await rows('attune_events')]).toEqual([0, 0]);
      expect(await rows('attune_identities')).toBe(0);
    });

    it('lets no sync of a CRM that is under way bring a contact back', async () => {
      const { profiles } = compose(databases[0]);
      const contact = { email: 'eve@example.com', external: 'hub:7' };
      const enter = async (one: ReturnType<typeof compose>) =>
        databases[0].transact(async (tx) => {
          const id = await one.profiles.resolveContact(tx, contact);
          if (id) await one.profiles.setList(tx, id, 'hub:vip');
        });
      await enter(compose(databases[0]));
      const { id } = (await profiles.find({ kind: 'external', value: 'hub:7' }))!;
      await race(enter, id);
      await enter(compose(databases[0]));
      expect([await rows('attune_profiles'), await rows('attune_profile_lists')]).toEqual([0, 0]);
    });

    it('leaves nobody, however often both happen at once', async () => {
      const { profiles, store } = compose(databases[0]);
      const other = compose(databases[1]);
      for (let round = 0; round < 20; round += 1) {
        const who = {
          ...person,
          userId: `user-${round}`,
          anonymousId: `phone-${round}`,
          email: `${round}@example.com`,
        };
        await store(waiting(who));
        const { id } = (await profiles.find({ kind: 'userId', value: who.userId }))!;
        const late = waiting(who);
        const contact = { email: who.email, external: `hub:${round}` };
        await Promise.all([
          other.privacy.erase(id, 'admin:1'),
          store(late),
          databases[1].transact((tx) => other.profiles.resolveContact(tx, contact)),
        ]);
        expect(await profiles.find({ kind: 'email', value: who.email })).toBeUndefined();
      }
      expect([await rows('attune_profiles'), await rows('attune_events')]).toEqual([0, 0]);
    });
  });
};
