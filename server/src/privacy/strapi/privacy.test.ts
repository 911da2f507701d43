import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createProfiles, type Profiles } from '../../profiles';
import { createKnexListStore } from '../../profiles/strapi/list-store';
import { createKnexProfileStore } from '../../profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../profiles/strapi/queue-store';
import { profilesTables } from '../../profiles/strapi/tables';
import { createSecrets } from '../../strapi/secrets';
import { createConsents, createErasures, createPrivacy, createSuppressions, type Privacy } from '..';
import { createKnexErasureStore } from './erasure-store';
import { createPeopleTables } from './people-tables';
import { createKnexAuditStore, createKnexConsentStore } from './privacy-store';
import { createKnexSuppressionStore } from './suppression-store';
import { privacyTables } from './tables';

const secrets = createSecrets('a secret of sixteen or more');

describe('privacy', () => {
  const opened: TestDatabase[] = [];
  afterAll(async () => {
    for (const database of opened) await database.stop();
  });

  let database: TestDatabase;
  let profiles: Profiles;
  let privacy: Privacy;
  let time = 0;
  beforeEach(async () => {
    database = await openDatabase([profilesTables, privacyTables]);
    opened.push(database);
    const { db, transact } = database;
    let ids = 0;
    const now = () => (time += 1);
    const newId = () => `id-${String((ids += 1)).padStart(4, '0')}`;
    const suppressions = createSuppressions({ store: createKnexSuppressionStore(db), secrets, now });
    profiles = createProfiles({
      store: createKnexProfileStore(db),
      lists: createKnexListStore(db),
      queue: createKnexQueueStore(db),
      now,
      newId,
      isErased: suppressions.isErased,
    });
    const consentStore = createKnexConsentStore(db);
    const policy = { unasked: { analytics: 'ask', personalisation: 'ask' }, honorGpc: true } as const;
    privacy = createPrivacy({
      consents: createConsents({ store: consentStore, profiles, policy, newId }),
      suppressions,
      erasures: createErasures({ store: createKnexErasureStore(), secrets, hashOf: suppressions.hashOf }),
      profiles,
      tables: createPeopleTables(db, [...profilesTables.tables, ...privacyTables.tables]),
      audit: createKnexAuditStore(),
      transact,
      secrets,
      now,
      newId,
    });
    profiles.onMerge(consentStore.move);
  });

  const resolve = (reference: Parameters<Profiles['resolve']>[1]) =>
    database.transact((tx) => profiles.resolve(tx, reference));
  const record = (id: string, decisions: Record<string, boolean>, at: number, more = {}) =>
    database.transact((tx) => privacy.record(tx, id, decisions, { source: 'banner', at, ...more }));
  const mayReach = (id: string) => database.transact((tx) => privacy.mayReach(tx, id, 'marketing'));

  it('keeps no NUL that a client wrote, which PostgreSQL would refuse', async () => {
    const id = await resolve({ anonymousId: 'a', proven: false });
    await record(id, { analytics: true }, 10, { source: 'ban\0ner', wording: 'May\0 we?' });
    expect(await privacy.history(id)).toMatchObject([{ source: 'banner', wording: 'May we?' }]);
  });

  it('forgets a device unseen for long, and nobody who came back or turned out to be somebody', async () => {
    const forget = (id: string) => privacy.forget(id, 1_000);
    const [gone, back, ada] = await Promise.all(
      ['gone', 'back', 'phone'].map((anonymousId) => resolve({ anonymousId, proven: false })),
    );
    await database.transact((tx) => profiles.seen(tx, [{ profileId: back!, at: 1_000 }]));
    const person = await resolve({ userId: 'ada', proven: true });
    await resolve({ userId: 'ada', anonymousId: 'phone', proven: true });
    for (const id of [gone!, back!, ada!, person]) await forget(id);
    expect(await profiles.get(gone!)).toBeUndefined();
    expect((await profiles.get(back!))?.id).toBe(back);
    expect((await profiles.get(ada!))?.userId).toBe('ada');
  });

  it('forgets whom a trial has made, and nobody of whom more is known', async () => {
    const byEmail = (email: string) => resolve({ email, proven: true });
    const before = await byEmail('before@example.com');
    const since = (time += 1);
    const made = await byEmail('made@example.com');
    const asked = await byEmail('asked@example.com');
    await record(asked, { marketing: false }, 10);
    const logged = await byEmail('logged@example.com');
    await resolve({ email: 'logged@example.com', userId: 'logged', proven: true });
    const named = await byEmail('named@example.com');
    await database.transact((tx) => profiles.applyTraits(tx, named, { firstName: 'Ada' }));
    const device = await byEmail('device@example.com');
    await resolve({ email: 'device@example.com', anonymousId: 'phone', proven: true });
    const tried = [before, made, asked, logged, named, device];
    const gone: boolean[] = [];
    for (const id of tried) gone.push(await privacy.forgetTried(id, since));
    expect(gone).toEqual([false, true, false, false, false, false]);
    const left = await Promise.all(tried.map((id) => profiles.get(id)));
    expect(left.map((profile) => profile !== undefined)).toEqual(gone.map((is) => !is));
    expect(await database.db('attune_identities').where({ value: 'made@example.com' })).toEqual([]);
  });

  it('keeps every answer that says something new, and no repetition', async () => {
    const id = await resolve({ anonymousId: 'a', proven: false });
    await record(id, { analytics: true }, 10, { wording: 'May we?' });
    await record(id, { analytics: true }, 11);
    await record(id, { analytics: true }, 12, { wording: 'May we?' });
    await record(id, { analytics: true }, 13, { wording: 'May we, please?' });
    await record(id, { analytics: false, marketing: true }, 14);
    const history = await privacy.history(id);
    expect(history.map(({ purpose, granted, at }) => `${purpose} ${granted} ${at}`).sort()).toEqual([
      'analytics false 14',
      'analytics true 10',
      'analytics true 13',
      'marketing true 14',
    ]);
    expect(await privacy.consentOf(id)).toMatchObject({ analytics: { granted: false, at: 14 } });
  });

  it('keeps an older answer that arrives late, and goes on by the newer', async () => {
    const id = await resolve({ anonymousId: 'a', proven: false });
    await record(id, { marketing: false }, 20);
    await record(id, { marketing: true }, 10);
    expect(await privacy.history(id)).toHaveLength(2);
    expect(await mayReach(id)).toBe(false);
  });

  it('takes the bare word of somebody’s device for its own, which lifts no refusal of theirs', async () => {
    const id = await resolve({ userId: 'u', anonymousId: 'a', proven: true });
    const own = async (device: string) =>
      Object.entries(await privacy.ownAnswers(id, device)).map(
        ([purpose, said]) => `${purpose} ${said.granted}`,
      );
    await record(id, { marketing: false, analytics: true }, 10);
    await record(id, { marketing: true, analytics: false }, 20, { device: 'a' });
    expect(await mayReach(id)).toBe(false);
    expect(await privacy.consentOf(id)).toMatchObject({ analytics: { granted: false, device: 'a' } });
    expect((await own('a')).sort()).toEqual(['analytics false', 'marketing true']);
    expect(await own('b')).toEqual([]);
    await record(id, { marketing: true }, 21, { device: 'a' });
    expect(await privacy.history(id)).toHaveLength(4);

    await record(id, { analytics: true }, 30, { device: 'b' });
    expect(await privacy.consentOf(id)).toMatchObject({ analytics: { granted: false } });
    await record(id, { analytics: true }, 31, { device: 'a' });
    expect(await privacy.consentOf(id)).toMatchObject({ analytics: { granted: true } });
    await record(id, { marketing: true, analytics: false }, 40);
    expect(await mayReach(id)).toBe(true);
    await record(id, { analytics: true }, 41, { device: 'a' });
    expect(await privacy.consentOf(id)).toMatchObject({ analytics: { granted: false } });
  });

  it('writes only to a recorded yes, and to nobody it does not know', async () => {
    const id = await resolve({ userId: 'u', email: 'u@example.com', proven: true });
    expect(await mayReach(id)).toBe(false);
    await record(id, { marketing: true }, 1);
    expect(await mayReach(id)).toBe(true);
    expect(await mayReach('nobody')).toBe(false);
  });

  it('carries what a device said over to the person, the newest answer first', async () => {
    const user = await resolve({ userId: 'u', proven: true });
    await record(user, { marketing: true }, 10);
    const device = await resolve({ anonymousId: 'a', proven: false });
    await record(device, { marketing: false }, 20);
    expect(await resolve({ userId: 'u', anonymousId: 'a', proven: true })).toBe(user);
    expect(await privacy.history(user)).toHaveLength(2);
    expect(await mayReach(user)).toBe(false);
  });

  it('lets nobody bring an erased contact back', async () => {
    const contact = { email: 'Eve@Example.com', external: 'hub:7' };
    const contactOf = () => database.transact((tx) => profiles.resolveContact(tx, contact));
    const id = await contactOf();
    expect(await privacy.erase(id!, 'admin:1')).toMatchObject({ profileId: id, profiles: 1 });
    expect(await contactOf()).toBeNull();
    for (const part of [{ email: 'eve@example.com', external: 'other:1' }, { external: 'hub:7' }]) {
      expect(await database.transact((tx) => profiles.resolveContact(tx, part))).toBeNull();
    }
    expect(await privacy.isSuppressed(null, 'EVE@example.com')).toBe(true);
    expect(await profiles.count()).toBe(0);
  });

  it('buries a claimed address, unless it is somebody else who owns it', async () => {
    await resolve({ userId: 'owner', email: 'owner@example.com', proven: true });
    const thief = await resolve({ anonymousId: 't', email: 'owner@example.com', proven: false });
    const guest = await resolve({ anonymousId: 'g', email: 'guest@example.com', proven: false });
    await privacy.erase(thief, 'admin:1');
    await privacy.erase(guest, 'admin:1');
    expect(await privacy.isSuppressed(null, 'owner@example.com')).toBe(false);
    expect(await privacy.isErased(null, { email: 'guest@example.com' })).toBe(true);
  });

  it('erases all or nothing', async () => {
    const id = await resolve({ userId: 'u', email: 'u@example.com', proven: true });
    const { db } = database;
    await db.schema.dropTable('attune_audit');
    await expect(privacy.erase(id, 'admin:1')).rejects.toThrow();
    expect((await profiles.get(id))?.email).toBe('u@example.com');
    expect(await privacy.isSuppressed(null, 'u@example.com')).toBe(false);
  });

  it('notes exports and erasures under a keyed hash', async () => {
    const id = await resolve({ userId: 'u', email: 'u@example.com', proven: true });
    await privacy.export(id, 'admin:1');
    await privacy.erase(id, 'admin:2');
    const rows = await database.db('attune_audit').orderBy('at');
    expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'admin:1 export',
      'admin:2 erase',
    ]);
    expect(new Set(rows.map((row) => row.subject_hash))).toEqual(
      new Set([secrets.hash('subject', 'u@example.com')]),
    );
  });

  it('forgets a device without a word', async () => {
    const id = await resolve({ anonymousId: 'a', proven: false });
    await privacy.forget(id, 1_000);
    expect(await profiles.get(id)).toBeUndefined();
    expect(await database.db('attune_audit')).toEqual([]);
    expect(await database.db('attune_suppressions')).toEqual([]);
  });

  it('keeps a suppression as it was first given, until an erasure', async () => {
    const suppress = (reason: string) =>
      database.transact((tx) => privacy.suppress(tx, 'Q@example.com', reason));
    await suppress('bounced');
    expect(await suppress('asked')).toMatchObject({ reason: 'bounced', erased: false });
    expect(await privacy.isErased(null, { email: 'q@example.com' })).toBe(false);
    await database.transact((tx) => privacy.suppressions.bury(tx, ['q@example.com'], []));
    expect(await suppress('asked')).toMatchObject({ reason: 'erased', erased: true });
  });
});
