import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

const COUNT = 20;
/** The quarter that spent the most. */
const top = { kind: 'score', trait: 'spent', percentile: { $gte: 75 } };
const far = { kind: 'score', trait: 'visits', zscore: { $gt: 1 } };

describe('scores, and what is compared among all people', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;

  const send = async (path: string, method = 'GET', body?: unknown) => {
    const answer = await admin(`/attune${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, json: (await answer.json()) as never };
  };
  const call = async (path: string, method = 'GET', body?: unknown): Promise<never> => {
    const { status, json } = await send(path, method, body);
    expect(status, `${method} ${path}: ${JSON.stringify(json)}`).toBe(200);
    return json;
  };
  const tracked = async (path: string, body: object) =>
    expect((await createTracker(app).server(path, { ...body, context: AGREED })).status).toBe(200);

  beforeAll(async () => {
    app = await bootStrapi();
    admin = await loginAdmin(app.strapi, app.url);
    for (let one = 1; one <= COUNT; one += 1) {
      await tracked('identify', {
        userId: `p${one}`,
        traits: { name: `p${one}`, spent: one, visits: one ** 2 },
      });
    }
  });
  afterAll(() => app.stop());

  const figures = async () =>
    ((await call('/segments/populations')) as { data: { key: string; n: number }[] }).data;

  it('are known to a preview before any segment names them, and stored for none', async () => {
    expect(await call('/segments/preview', 'POST', { condition: top })).toMatchObject({
      size: 5,
      of: COUNT,
      error: null,
      comparedWith: null,
    });
    expect(await call('/segments/preview', 'POST', { condition: { not: top } })).toMatchObject({ size: 15 });
    expect(await call('/segments/preview', 'POST', { condition: far, exact: true })).toMatchObject({
      size: 4,
      comparedWith: null,
    });
    expect(await figures()).toEqual([]);
  });

  it('are known to a branch of a flow that alone asks for them, as soon as it is live', async () => {
    const made: { data: { id: string } } = await call('/flows', 'POST', {
      key: 'top',
      name: 'Top',
      draft: {
        trigger: { kind: 'event', name: 'Signed Up' },
        start: 'ask',
        steps: {
          ask: { kind: 'branch', ways: [{ when: top, next: 'best' }], otherwise: 'rest' },
          best: { kind: 'end' },
          rest: { kind: 'end' },
        },
      },
    });
    const { id } = made.data;
    await call(`/flows/${id}/publish`, 'POST', {});
    expect(await figures()).toMatchObject([{ key: '{"trait":"spent"}', n: COUNT }]);
    await tracked('track', { userId: 'p20', event: 'Signed Up' });
    await tracked('track', { userId: 'p3', event: 'Signed Up' });
    const ends = async () =>
      ((await call(`/flows/${id}/runs`)) as { data: { node: string; status: string }[] }).data
        .filter(({ status }) => status === 'ended')
        .map(({ node }) => node)
        .sort();
    await vi.waitUntil(async () => (await ends()).length === 2, { timeout: 20_000 });
    expect(await ends()).toEqual(['best', 'rest']);
    await call('/segments/populations/refresh', 'POST', {});
    expect(await figures()).toHaveLength(1);
    await call(`/flows/${id}/stop`, 'POST', {});
    await vi.waitUntil(async () => (await figures()).length === 0, { timeout: 20_000 });
  });
});
