import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

type Shown = Record<string, unknown> & { id: string; key: string; size: number; bulk: unknown };

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const eventually = async <T>(ask: () => Promise<T>, wished: (answer: T) => boolean): Promise<T> => {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (wished(answer) || Date.now() > end) return answer;
    await sleep(100);
  }
};

export const segmentsManageSuite = (name: string, boot: Boot) =>
  describe(name, () => {
    let app: BootedStrapi;
    let admin: Awaited<ReturnType<typeof loginAdmin>>;
    beforeAll(async () => {
      app = await boot();
      admin = await loginAdmin(app.strapi, app.url);
      for (const [userId, country] of Object.entries({ ada: 'DE', bob: 'AT', cleo: 'US' })) {
        const response = await fetch(`${app.url}/api/attune/v1/identify`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Basic ${Buffer.from(`${TEST_KEYS.server}:`).toString('base64')}`,
          },
          body: JSON.stringify({ userId, traits: { country, name: userId } }),
        });
        expect(response.status).toBe(200);
      }
    });
    afterAll(() => app.stop());

    const send = async (path: string, method = 'GET', body?: unknown) => {
      const response = await admin(`/attune${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        text,
        json: JSON.parse(text || 'null') as { data: never; meta: never },
      };
    };
    const data = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> => {
      const { status, text, json } = await send(path, method, body);
      expect(status, `${method} ${path}: ${text}`).toBe(200);
      return json.data as T;
    };
    const get = (id: string) => data<Shown>(`/segments/${id}`);
    const create = async (body: unknown): Promise<Shown> => data<Shown>('/segments', 'POST', body);
    const country = (...codes: string[]) => ({ kind: 'trait', where: { country: { $in: codes } } });
    const sized = (id: string, size: number) =>
      eventually(
        () => get(id),
        (shown) => shown.size === size && shown.bulk === null,
      );
    const profileId = async (text: string): Promise<string> =>
      (await data<{ id: string; name: string }[]>(`/profiles?search=${text}`)).find(
        ({ name }) => name === text,
      )?.id ?? 'nobody';

    it('keeps what people write about a segment, and lists by it', async () => {
      const made = await create({
        name: 'Neighbours',
        folder: '/europe//near/ ',
        tags: ['eu', 'dach', 'eu'],
        purpose: 'To greet them',
        condition: country('DE', 'AT'),
      });
      expect(made).toMatchObject({ folder: 'europe/near', tags: ['dach', 'eu'], owner: 'Test Admin' });
      await create({ name: 'Overseas', folder: 'overseas', condition: country('US') });
      await sized('neighbours', 2);
      await sized('overseas', 1);
      const keys = async (query: string) => (await data<Shown[]>(`/segments?${query}`)).map(({ key }) => key);
      expect(await keys('folder=europe')).toEqual(['neighbours']);
      expect(await keys('tag=dach')).toEqual(['neighbours']);
      expect(await keys('sort=size&order=desc')).toEqual(['neighbours', 'overseas']);
      expect(await keys('health=small')).toEqual(['neighbours', 'overseas']);
      expect(await keys('health=none')).toEqual([]);
      expect(await data('/segments/folders')).toEqual({
        folders: [
          { path: 'europe', count: 1 },
          { path: 'europe/near', count: 1 },
          { path: 'overseas', count: 1 },
        ],
        tags: [
          { tag: 'dach', count: 1 },
          { tag: 'eu', count: 1 },
        ],
      });
      const changed = await data<Shown>('/segments/neighbours', 'PUT', { owner: 'Ada', tags: [] });
      expect(changed).toMatchObject({ owner: 'Ada', tags: [], folder: 'europe/near', bulk: null });
      const [warning] = changed.warnings as { code: string; sentence: string; remedy: string }[];
      expect(warning).toMatchObject({ code: 'small', sentence: '2 of 3 people (67 %).', of: 3 });
    });

    it('takes a CSV file into a static segment, and gives it out again', async () => {
      const made = await create({ name: 'Friends', kind: 'static' });
      expect(made).toMatchObject({ kind: 'static', size: 0, sentence: 'put in by hand or from a file' });
      const rows = Array.from({ length: 300 }, (_, index) => `friend${index}@example.com;pro`);
      const file = ['E-Mail;Plan', ...rows, 'nonsense;pro', '+1@example.com;=1+1'].join('\n');
      const response = await admin('/attune/segments/friends/import?traits=Plan', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      });
      expect(response.status, await response.clone().text()).toBe(200);
      const { id } = ((await response.json()) as { data: { id: string } }).data;
      type Import = { id: string; state: string; added: number; created: number; refused: number };
      const [done] = await eventually(
        () => data<Import[]>('/segments/friends/imports'),
        ([one]) => one?.state !== 'running',
      );
      expect(done).toMatchObject({ id, state: 'finished', rows: 302, added: 301, created: 301, refused: 1 });
      const refused = await admin(`/attune/segments/imports/${id}/refused`);
      expect(await refused.text()).toBe('line,value,reason\r\n302,n…e,The email is not an address.\r\n');
      await sized('friends', 301);

      const form = new FormData();
      form.append('files', new Blob([`userId\nada\n`], { type: 'text/csv' }), 'more.csv');
      const token = await fetch(`${app.url}/attune/segments/friends/import`, {
        method: 'POST',
        body: form,
        headers: { authorization: await bearer() },
      });
      expect(token.status, await token.clone().text()).toBe(200);
      await sized('friends', 302);

      const out = await admin('/attune/segments/friends/export');
      expect(out.headers.get('attune-size')).toBe('302');
      const lines = (await out.text()).trimEnd().split('\r\n');
      expect(lines).toHaveLength(303);
      expect(lines[0]).toBe('profileId,userId,email,name');
      expect(lines.filter((line) => line.includes(",'+1@example.com,"))).toHaveLength(1);
      const audited = await app.strapi.db.connection('attune_audit').where({ action: 'export segment' });
      expect(audited).toMatchObject([{ actor: expect.stringMatching(/^admin:/) as string }]);
      expect(JSON.parse(audited[0].details)).toEqual({ people: 302 });

      const bob = await profileId('bob');
      expect(await data('/segments/friends/people', 'POST', { profileId: bob })).toMatchObject({
        changed: true,
      });
      await sized('friends', 303);
      expect(await data(`/segments/friends/people/${bob}`, 'DELETE')).toMatchObject({ changed: true });
      await sized('friends', 302);
      expect((await send('/segments/neighbours/people', 'POST', { profileId: bob })).status).toBe(409);
    });

    /** The session's own header, for a body that is not JSON. */
    const bearer = async (): Promise<string> => {
      let header = '';
      const original = globalThis.fetch;
      globalThis.fetch = ((_url: string, init: { headers: { authorization: string } }) => {
        header = init.headers.authorization;
        return Promise.resolve(new Response());
      }) as never;
      await admin('/');
      globalThis.fetch = original;
      return header;
    };

    it('tags people, and judges them by it', async () => {
      const ada = await profileId('ada');
      await create({ name: 'Tagged', condition: { kind: 'tag', name: 'friend' } });
      expect(await data(`/profiles/${ada}/tags`, 'POST', { tag: 'friend' })).toEqual({ tags: ['friend'] });
      await sized('tagged', 1);
      expect(await data('/profiles/tags')).toEqual([{ tag: 'friend', count: 1 }]);
      expect(await data(`/profiles/${ada}`)).toMatchObject({ tags: ['friend'] });
      expect(await data(`/profiles/${ada}/tags?tag=friend`, 'DELETE')).toEqual({ tags: [] });
      await sized('tagged', 0);
    });

    it('tells what was, what changed and how the size went', async () => {
      const ada = await profileId('ada');
      const before = Date.now();
      await data(`/profiles/${ada}/tags`, 'POST', { tag: 'friend' });
      await sized('tagged', 1);
      const then = await send(`/segments/tagged/members?asOf=${before}`);
      expect(then.json).toMatchObject({ data: [], meta: { pagination: { total: 0 } } });
      expect((then.json.meta as { reaches: number }).reaches).toBeLessThan(before);
      expect(await data(`/segments/tagged/members?asOf=${Date.now()}`)).toMatchObject([{ profileId: ada }]);
      expect(await data(`/segments/tagged/explain/${ada}?asOf=${before}`)).toMatchObject({ in: false });
      expect(await data(`/segments/tagged/explain/${ada}?asOf=${Date.now()}`)).toMatchObject({ in: true });
      expect(await data(`/segments/tagged/changes?since=${before}&which=entered`)).toMatchObject([
        { profileId: ada, label: 'ada' },
      ]);
      expect(await data(`/segments/tagged/changes?since=${before}&which=left`)).toEqual([]);
      const trend = await data<{ size: number }[]>('/segments/tagged/trend');
      expect(trend.at(-1)).toMatchObject({ size: 1, entered: 2, left: 1 });
      expect(await get('tagged')).toMatchObject({ entered: 2, left: 1, usedAt: null });
      expect(((await get('tagged')).sparkline as number[]).at(-1)).toBe(1);
    });

    it('counts overlaps', async () => {
      const matrix = await data('/segments/overlap?keys=neighbours,friends,overseas');
      expect(matrix).toMatchObject({
        keys: ['neighbours', 'friends', 'overseas'],
        shared: [
          [2, 1, 0],
          [1, 302, 0],
          [0, 0, 1],
        ],
      });
      expect((await send('/segments/overlap?keys=neighbours')).status).toBe(400);
    });

    it('splits and merges, and says where a segment is used', async () => {
      const two = await data<Shown[]>('/segments/neighbours/split', 'POST', {
        by: country('DE'),
        holds: { name: 'Germans' },
        others: { name: 'Not Germans' },
      });
      expect(two.map(({ key }) => key)).toEqual(['germans', 'not-germans']);
      await sized('germans', 1);
      await sized('not-germans', 1);
      const asking = await create({
        name: 'Asking',
        condition: { not: { kind: 'segment', id: 'not-germans' } },
      });
      expect(await data('/segments/not-germans/usage')).toEqual([
        { what: 'the segment', name: 'Asking', target: { kind: 'segment', id: asking.id, key: 'asking' } },
      ]);
      const merged = await send('/segments/merge', 'POST', { a: 'germans', b: 'not-germans', how: 'any' });
      expect(merged.json).toMatchObject({ data: { key: 'germans' }, left: [], removed: true });
      expect(await get('asking')).toMatchObject({ condition: { not: { kind: 'segment', id: 'germans' } } });
      await sized('germans', 2);
      expect((await send('/segments/not-germans')).status).toBe(404);
      const both = await send('/segments/merge', 'POST', {
        a: 'germans',
        b: 'friends',
        how: 'all',
        into: { name: 'German friends' },
      });
      expect(both.json).toMatchObject({ data: { key: 'german-friends' }, removed: false });
      await sized('german-friends', 1);
    });

    it('shows people only to who may see them', async () => {
      const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
      for (const path of ['members', 'changes', 'export', `explain/${await profileId('ada')}`]) {
        expect((await reader(`/attune/segments/friends/${path}`)).status).toBe(403);
      }
      type Refused = { data: { line: number; value: string | null }[] };
      const files = await data<{ id: string; refused: number }[]>('/segments/friends/imports');
      const refused = `/attune/segments/imports/${files.find((one) => one.refused > 0)?.id}/refused`;
      const firstOf = async (ask: typeof reader) =>
        ((await (await ask(`${refused}/first`)).json()) as Refused).data;
      expect(await firstOf(admin)).toMatchObject([{ line: 302, value: 'n…e' }]);
      expect(await firstOf(reader)).toMatchObject([{ line: 302, value: null }]);
      expect(await (await reader(refused)).text()).not.toContain('n…e');
      const body = JSON.stringify({ condition: country('DE') });
      const preview = await reader('/attune/segments/preview', { method: 'POST', body });
      expect(await preview.json()).toMatchObject({ size: 1, sample: [] });
      const words = (await (await reader('/attune/conditions/vocabulary')).json()) as {
        data: { traits: { examples: unknown[] }[] };
      };
      expect(words.data.traits.flatMap(({ examples }) => examples)).toEqual([]);
    });
  });
