import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly claimedUserId: string | null;
  readonly claimedEmail: string | null;
}

interface Detail extends Row {
  readonly knownAs: readonly { kind: string; value: string; proven: boolean }[];
  readonly traits: Record<string, unknown>;
  readonly merges: readonly { profileId: string; reason: string }[];
  readonly segments: readonly string[];
}

interface Entry {
  readonly kind: string;
  readonly title: string;
  readonly at: number;
}

describe('profiles', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let track: ReturnType<typeof createTracker>;
  beforeAll(async () => {
    app = await bootStrapi({ config: { privacy: { unasked: { analytics: 'granted' } } } });
    admin = await loginAdmin(app.strapi, app.url);
    track = createTracker(app);
  });
  afterAll(() => app.stop());

  const read = async <T>(path: string): Promise<T> => (await (await admin(`/attune${path}`)).json()) as T;
  const search = async (text: string) =>
    (await read<{ data: Row[] }>(`/profiles?search=${encodeURIComponent(text)}`)).data;
  const get = async (id: string) => (await read<{ data: Detail }>(`/profiles/${id}`)).data;
  const timeline = async (id: string, query = '') =>
    read<{ data: Entry[]; meta: { pagination: { total: number; pageCount: number } } }>(
      `/profiles/${id}/timeline${query}`,
    );

  it('lets the history of a device follow the one who identifies', async () => {
    await track.browser('track', { anonymousId: 'laptop', event: 'Product Viewed' });
    await track.browser('track', { anonymousId: 'laptop', event: 'Product Added' });
    const [before] = await search('laptop');
    await track.server('identify', {
      userId: 'ada',
      traits: { email: 'Ada@Example.com', firstName: 'Ada', lastName: 'Lovelace' },
    });
    await track.server('track', { userId: 'ada', anonymousId: 'laptop', event: 'Signed In' });
    const [ada, ...nobodyElse] = await search('ada@example');
    expect(nobodyElse).toEqual([]);
    expect(ada).toMatchObject({ name: 'Ada Lovelace', userId: 'ada', email: 'ada@example.com' });
    const detail = await get(ada!.id);
    expect(detail.knownAs.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      'anonymousId laptop',
      'email ada@example.com',
      'userId ada',
    ]);
    expect(detail.merges).toHaveLength(1);
    const told = await timeline(ada!.id);
    expect(told.data.filter(({ kind }) => kind === 'event').map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Product Viewed', 'Product Added', 'Signed In']),
    );
    const merged = [before!.id, ada!.id];
    for (const id of merged) expect((await get(id)).id).toBe(ada!.id);
  });

  it('believes no browser who it says it is', async () => {
    await track.browser('identify', {
      anonymousId: 'thief',
      userId: 'ada',
      traits: { email: 'ada@example.com', name: 'Ada Lovelace' },
    });
    const thief = (await search('thief'))[0]!;
    expect(thief).toMatchObject({
      userId: null,
      email: null,
      claimedUserId: 'ada',
      claimedEmail: 'ada@example.com',
    });
    expect((await get(thief.id)).knownAs.map(({ kind }) => kind)).toEqual(['anonymousId']);
  });

  it('pages the timeline, the newest first', async () => {
    for (let at = 1; at <= 5; at += 1) {
      await track.server('track', {
        userId: 'pager',
        event: `Step ${at}`,
        timestamp: new Date(Date.now() - 60_000 + at * 1_000).toISOString(),
      });
    }
    const { id } = (await search('pager'))[0]!;
    const first = await timeline(id, '?page=1&pageSize=2');
    expect(first.data.map(({ title }) => title)).toEqual(['Step 5', 'Step 4']);
    expect(first.meta.pagination).toMatchObject({ total: 5, pageCount: 3 });
    const last = await timeline(id, '?page=3&pageSize=2');
    expect(last.data.map(({ title }) => title)).toEqual(['Step 1']);
  });

  it('searches names, addresses and ids, and takes every sign literally', async () => {
    await track.server('identify', { userId: 'u-100%', traits: { name: 'Zoë_Quirk' } });
    expect((await search('zoë_q')).map(({ userId }) => userId)).toEqual(['u-100%']);
    expect((await search('u-100%')).map(({ userId }) => userId)).toEqual(['u-100%']);
    expect(await search("' or 1=1 --")).toEqual([]);
    expect(await search('%%%')).toEqual([]);
    expect((await read<{ data: Row[] }>('/profiles?pageSize=1')).data).toHaveLength(1);
    expect((await admin('/attune/profiles?pageSize=1000')).status).toBe(400);
  });

  it('shows people to those who may see people', async () => {
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.people.read']);
    const { id } = (await search('pager'))[0]!;
    for (const path of ['', `/${id}`, `/${id}/timeline`]) {
      expect((await reader(`/attune/profiles${path}`)).status).toBe(200);
    }
    const other = await loginAdmin(app.strapi, app.url, ['plugin::attune.events.read']);
    expect((await other('/attune/profiles')).status).toBe(403);
    expect((await admin('/attune/profiles/nobody')).status).toBe(404);
    expect((await admin('/attune/profiles/nobody/timeline')).status).toBe(404);
  });
});
