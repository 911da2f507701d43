import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

interface Entry {
  readonly kind: string;
  readonly title: string;
  readonly at: number;
}

const until = async (is: () => Promise<boolean>, ms: number): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`It did not happen within ${ms} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('the ring', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let track: ReturnType<typeof createTracker>;
  beforeAll(async () => {
    app = await bootStrapi({ config: { privacy: { unasked: { analytics: 'granted' } } } });
    admin = await loginAdmin(app.strapi, app.url);
    track = createTracker(app);
    await admin('/attune/segments', {
      method: 'POST',
      body: JSON.stringify({
        name: 'Just looked',
        key: 'just-looked',
        condition: { kind: 'event', name: 'Product Viewed', within: '6s' },
      }),
    });
  });
  afterAll(() => app.stop());

  const read = async <T>(path: string) => (await (await admin(`/attune${path}`)).json()) as { data: T };
  const idOf = async (search: string) =>
    (await read<{ id: string }[]>(`/profiles?search=${search}`)).data[0]!.id;
  const isIn = async (id: string) =>
    (await read<{ segments: string[] }>(`/profiles/${id}`)).data.segments.includes('just-looked');

  it('lets people in with the event and out at the second the window closes, with no other event', async () => {
    const answer = await track.server('track', { userId: 'visitor', event: 'Product Viewed' });
    expect(answer.status).toBe(200);
    const id = await idOf('visitor');
    await until(() => isIn(id), 5_000);
    await until(async () => !(await isIn(id)), 20_000);
    const { data } = await read<Entry[]>(`/profiles/${id}/timeline`);
    const at = (title: string) => data.find((entry) => entry.title === title)!.at;
    const closedAt = at('Product Viewed') + 6_000;
    expect(at('Left Just looked')).toBeGreaterThanOrEqual(closedAt);
    expect(at('Left Just looked')).toBeLessThan(closedAt + 2_500);
    expect(data.map(({ title }) => title)).toEqual([
      'Left Just looked',
      'Entered Just looked',
      'Product Viewed',
    ]);
  });

  it('leaves nobody in the queue for whom there is nothing to do', async () => {
    await track.server('track', { userId: 'passer-by', event: 'Nothing Asked For' });
    const id = await idOf('passer-by');
    const db = app.strapi.db.connection;
    await until(
      async () => (await db('attune_profile_queue').where({ profile_id: id })).length === 0,
      20_000,
    );
    expect(await db('attune_events').where({ profile_id: id, handled: false })).toEqual([]);
  });

  it('is healthy: nobody is overdue, nobody fails', async () => {
    const { data } = await read<{ parts: Record<string, number> }>('/settings/health');
    expect(data.parts).toMatchObject({ profilesFailing: 0 });
    expect(data.parts.dueLagMs).toBeLessThan(5_000);
  });
});
