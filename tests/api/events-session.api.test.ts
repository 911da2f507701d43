import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginUser } from '../support/permissions';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

type User = Awaited<ReturnType<typeof loginUser>>;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as users-permissions would make it, under a secret that is not its own. */
const forge = (claims: object): string => {
  const head = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${head}.${createHmac('sha256', 'another secret').update(head).digest('base64url')}`;
};

const claimsIn = (jwt: string): object =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as object;

describe('a visitor who is logged in', () => {
  let app: BootedStrapi;
  let ada: User;
  let eve: User;
  beforeAll(async () => {
    app = await bootStrapi();
    ada = await loginUser(app.strapi, app.url);
    eve = await loginUser(app.strapi, app.url);
  });
  afterAll(() => app.stop());

  const db = () => app.strapi.db.connection;
  let sent = 0;
  /** Sends as the page of somebody who says to be `userId`; answers how it was stored. */
  const say = async (userId: string, jwt: string, fields: object = {}) => {
    sent += 1;
    const messageId = `session-${sent}`;
    const event = { type: 'track', event: 'Seen', anonymousId: `device-${sent}`, messageId, context: AGREED };
    const body = { writeKey: TEST_KEYS.browser, batch: [{ ...event, userId, ...fields }] };
    const answer = await createTracker(app).send('batch', body, { authorization: `Bearer ${jwt}` });
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    const row = await db()('attune_events').where({ message_id: messageId }).first();
    const profile = await db()('attune_profiles').where({ id: row.profile_id }).first();
    return {
      proven: Boolean(row.proven),
      userId: profile.user_id,
      email: profile.email,
      claimed: profile.claimed_user_id,
    };
  };
  const unproven = { proven: false, userId: null, email: null };

  it('is whom the session names', async () => {
    expect(await say(ada.documentId, ada.jwt)).toMatchObject({ proven: true, userId: ada.documentId });
    const profiles = await db()('attune_profiles').where({ user_id: ada.documentId });
    expect(profiles).toHaveLength(1);
  });

  it('proves the own confirmed address, and no other', async () => {
    const identify = (email: string) => ({ type: 'identify', traits: { email } });
    const other = await say(eve.documentId, eve.jwt, identify('somebody.else@example.com'));
    expect(other).toMatchObject({ proven: true, userId: eve.documentId, email: null });
    const own = await say(eve.documentId, eve.jwt, identify(eve.email));
    expect(own).toMatchObject({ proven: true, userId: eve.documentId, email: eve.email });
  });

  it('only claims to be somebody else', async () => {
    expect(await say(ada.documentId, eve.jwt)).toMatchObject({ ...unproven, claimed: ada.documentId });
  });

  it.each([
    ['signed under another secret', () => forge(claimsIn(ada.jwt))],
    ['unsigned', () => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claimsIn(ada.jwt))}.`],
    ['of claims that were changed', () => ada.jwt.replace(/\.[^.]+\./, `.${base64url({ id: 1 })}.`)],
    ['that is none', () => 'a.b.c'],
  ])('proves nothing by a session %s', async (_what, jwt) => {
    expect(await say(ada.documentId, jwt())).toMatchObject({ ...unproven, claimed: ada.documentId });
  });

  it('proves nothing once blocked', async () => {
    const user = { where: { documentId: ada.documentId }, data: { blocked: true } };
    await app.strapi.db.query('plugin::users-permissions.user').update(user);
    expect(await say(ada.documentId, ada.jwt)).toMatchObject(unproven);
  });
});
