import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { PersonScores } from '../../plugin/src';
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

  it('of one person are told with what made them and with their place, to who may see people, and logged', async () => {
    for (const total of [10, 20.5]) {
      await tracked('track', { userId: 'p20', event: 'Order Completed', properties: { total } });
    }
    await tracked('track', { userId: 'p19', event: 'Order Completed', properties: { total: 5 } });
    await tracked('track', { userId: 'p20', event: 'Product Viewed' });
    await call('/segments', 'POST', { name: 'Top', key: 'top', condition: top });
    await vi.waitUntil(async () => (await figures()).length === 1, { timeout: 20_000 });
    const found: { data: { id: string }[] } = await call('/profiles?search=p20');
    const id = found.data[0]?.id ?? '';

    const { data }: { data: PersonScores } = await call(`/profiles/${id}/scores`);
    expect(data.engagement.score).toBeGreaterThan(0);
    expect(data.engagement.parts.map(({ event, count }) => [event, count])).toEqual([
      ['Order Completed', 2],
      ['Product Viewed', 1],
    ]);
    const points = data.engagement.parts.reduce((sum, part) => sum + part.points, 0);
    expect(points).toBeCloseTo(data.engagement.score, 6);
    expect(data.rfm).toMatchObject({
      event: 'Order Completed',
      recency: { value: 0 },
      frequency: { value: 2, fifth: 5 },
      monetary: { value: 30.5, fifth: 5 },
      comparedWith: null,
    });
    expect(data.rfm.refreshedAt).toBeLessThanOrEqual(Date.now());
    expect(data.places).toEqual([
      {
        words: 'spent',
        value: 20,
        percentile: 100,
        zscore: expect.closeTo(1.6475, 3) as number,
        n: COUNT,
        refreshedAt: expect.any(Number) as number,
      },
    ]);

    const stranger: { data: { id: string }[] } = await call('/profiles?search=p7');
    expect((await call(`/profiles/${stranger.data[0]?.id}/scores`)) as object).toMatchObject({
      data: { engagement: { score: 0, parts: [] }, rfm: { recency: { value: null, fifth: null } } },
    });
    expect((await send('/profiles/nobody/scores')).status).toBe(404);
    const blind = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
    expect((await blind(`/attune/profiles/${id}/scores`)).status).toBe(403);
    const logged = await app.strapi.db
      .connection('attune_audit')
      .where({ action: 'see scores' })
      .select('actor', 'subject_hash');
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain(id);

    await call('/settings/sensitive', 'PUT', { traits: ['spent'] });
    expect(await call(`/profiles/${id}/scores`)).toMatchObject({ data: { places: [] } });
  });
});
