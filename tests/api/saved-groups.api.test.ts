import { afterAll, beforeAll, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

let app: BootedStrapi;
let admin: Awaited<ReturnType<typeof loginAdmin>>;
beforeAll(async () => {
  app = await bootStrapi();
  admin = await loginAdmin(app.strapi, app.url);
});
afterAll(() => app.stop());

type Admin = typeof admin;
const ask = async (as: Admin, path: string, method = 'GET', body?: unknown) => {
  const response = await as(`/attune${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { data, error } = (await response.json()) as { data: never; error?: { message: string } };
  return { status: response.status, data: data as Record<string, unknown>, message: error?.message };
};

const identify = async (userId: string, traits: object) => {
  const response = await fetch(`${app.url}/api/attune/v1/identify`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${TEST_KEYS.server}:`).toString('base64')}`,
    },
    body: JSON.stringify({ userId, traits }),
  });
  expect(response.status).toBe(200);
};

const sized = (key: string, size: number) =>
  expect
    .poll(async () => (await ask(admin, `/segments/${key}`)).data, { timeout: 20_000 })
    .toMatchObject({ size, bulk: null });

const inPartners = { kind: 'trait', where: { company: { $inGroup: 'partners' } } };

it('a segment follows a saved group: when somebody comes, when it changes, and at the next boot', async () => {
  for (const [userId, company] of Object.entries({ ada: 'acme', bob: 'globex', cleo: 'other' })) {
    await identify(userId, { company });
  }
  const refused = await ask(admin, '/segments', 'POST', { name: 'Partners', condition: inPartners });
  expect(refused).toMatchObject({
    status: 400,
    message: 'There is no saved group "partners". There are none yet: Settings has them.',
  });
  const made = await ask(admin, '/groups', 'POST', { name: 'Partners', values: ['acme', 'globex'] });
  expect(made).toMatchObject({ status: 200, data: { key: 'partners', size: 2, places: [] } });
  await ask(admin, '/segments', 'POST', { key: 'ours', name: 'Ours', condition: inPartners });
  await sized('ours', 2);
  expect((await ask(admin, '/segments/ours')).data.sentence).toBe('company is in the saved group "partners"');

  await identify('dora', { company: 'acme' });
  await sized('ours', 3);
  await ask(admin, '/groups/partners', 'PUT', { values: ['other'] });
  await sized('ours', 1);
  const judged = await ask(admin, '/conditions/evaluate', 'POST', {
    condition: inPartners,
    facts: { traits: { company: 'other' } },
  });
  expect(judged).toMatchObject({ status: 200 });

  const used = await ask(admin, '/groups/partners', 'DELETE');
  expect(used).toMatchObject({
    status: 409,
    message: 'The saved group "partners" is used by the segment "Ours".',
  });
  expect((await ask(admin, '/groups/partners')).data.places).toMatchObject([{ name: 'Ours' }]);
  const words = await ask(admin, '/conditions/vocabulary');
  expect(words.data.groups).toEqual([{ key: 'partners', name: 'Partners', size: 1 }]);
});

it('is judged at requests and in flows, and a flow that branches on one keeps it', async () => {
  await ask(admin, '/groups', 'POST', { name: 'Papers', values: ['nyt', 'faz'] });
  const fromPaper = { kind: 'context', where: { 'utm.source': { $inGroup: 'papers' } } };
  await ask(admin, '/segments', 'POST', { key: 'readers', name: 'Readers', condition: fromPaper });
  await sized('readers', 4);

  const branch = (group: string) => ({
    trigger: { kind: 'event', name: 'Signed Up' },
    start: 'ask',
    steps: {
      ask: {
        kind: 'branch',
        ways: [{ when: { kind: 'trait', where: { paper: { $inGroup: group } } }, next: 'tag' }],
        otherwise: 'done',
      },
      tag: { kind: 'tag', change: 'add', tag: 'reader', next: 'done' },
      done: { kind: 'end' },
    },
  });
  const flow = await ask(admin, '/flows', 'POST', { key: 'read', name: 'Read', draft: branch('paper') });
  expect(flow.status, flow.message).toBe(200);
  const wrong = await ask(admin, `/flows/${String(flow.data.id)}/publish`, 'POST', {});
  expect(wrong.status).toBe(400);
  expect(wrong.message).toContain('saved group "paper"');
  await ask(admin, `/flows/${String(flow.data.id)}`, 'PUT', { draft: branch('papers') });
  const published = await ask(admin, `/flows/${String(flow.data.id)}/publish`, 'POST', {});
  expect(published.status, published.message).toBe(200);
  expect((await ask(admin, '/groups/papers')).data.places).toMatchObject([
    { what: 'the segment', name: 'Readers' },
    { what: 'flow', name: 'Read' },
  ]);
  expect((await ask(admin, '/groups/papers', 'DELETE')).status).toBe(409);
});

it('is read by who may see segments, and changed by who may change them', async () => {
  const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
  expect((await ask(reader, '/groups')).status).toBe(200);
  expect((await ask(reader, '/groups', 'POST', { name: 'x', values: [] })).status).toBe(403);
  expect((await ask(reader, '/groups/partners', 'PUT', { values: [] })).status).toBe(403);
  const long = Array.from({ length: 10_001 }, (_, at) => `v${at}`);
  expect((await ask(admin, '/groups', 'POST', { name: 'Long', values: long })).status).toBe(400);
  expect((await ask(admin, '/groups', 'POST', { name: 'Long', values: long.slice(1) })).status).toBe(200);
  await ask(admin, '/groups/long', 'PUT', { name: 'Longer' });
  expect((await ask(admin, '/groups/long')).data).toMatchObject({ name: 'Longer', size: 10_000 });
  expect((await ask(admin, '/groups/long', 'DELETE')).status).toBe(200);
  expect((await ask(admin, '/groups/long')).status).toBe(404);
});

it('a segment whose group has gone holds nobody: not in overlaps, not among whom a flow would take in', async () => {
  const begins = (segment: string) => ({
    trigger: { kind: 'segment-entered', segment },
    start: 'done',
    steps: { done: { kind: 'end' } },
  });
  await ask(admin, '/groups', 'POST', { name: 'Names', values: ['acme', 'globex'] });
  const condition = { kind: 'trait', where: { company: { $inGroup: 'names' } } };
  for (const key of ['frail', 'frail-too']) {
    await ask(admin, '/segments', 'POST', { key, name: key, condition });
    await sized(key, 3);
  }
  const flow = await ask(admin, '/flows', 'POST', { key: 'frail', name: 'Frail', draft: begins('frail') });
  const id = String(flow.data.id);
  const shared = async () => (await ask(admin, '/segments/overlap?keys=frail,frail-too')).data.shared;
  const today = async () => (await ask(admin, `/flows/${id}/publishing`)).data.today;
  expect(await shared()).toEqual([
    [3, 3],
    [3, 3],
  ]);
  expect(await today()).toMatchObject({ people: 3 });

  await app.strapi.db.connection('attune_saved_groups').where({ key: 'names' }).delete();
  await expect
    .poll(async () => (await ask(admin, '/segments/frail')).data, { timeout: 20_000 })
    .toMatchObject({ size: 0, fault: expect.stringContaining('There is no saved group "names".') as string });
  expect(await shared()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(await today()).toMatchObject({ people: 0 });
});

it('where a segment is used may be read by who may read segments', async () => {
  const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
  expect(await ask(reader, '/segments/readers/usage')).toMatchObject({ status: 200, data: [] });
  const others = await loginAdmin(app.strapi, app.url, ['plugin::attune.people.read']);
  expect((await ask(others, '/segments/readers/usage')).status).toBe(403);
});
