import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { AGREED } from '../support/tracking';

describe('the unmodified @segment/analytics-node', () => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi();
  });
  afterAll(() => app.stop());

  const events = () => app.strapi.db.connection('attune_events').orderBy('seq');

  it('delivers every call', async () => {
    const failed: unknown[] = [];
    const analytics = new Analytics({
      writeKey: TEST_KEYS.server,
      host: app.url,
      path: '/api/attune/v1/batch',
    });
    analytics.on('error', (error) => failed.push(error));
    const who = { userId: 'ada', anonymousId: 'ada-device', context: AGREED };
    analytics.identify({ ...who, traits: { plan: 'pro' } });
    analytics.track({ ...who, event: 'Order Completed', properties: { total: 30 } });
    analytics.page({ ...who, name: 'Home' });
    analytics.screen({ ...who, name: 'Start' });
    analytics.group({ ...who, groupId: 'acme' });
    analytics.alias({ ...who, previousId: 'before' });
    await analytics.closeAndFlush();

    expect(failed).toEqual([]);
    const rows = await events();
    expect(rows.map(({ name }) => name)).toEqual([
      'Identified',
      'Order Completed',
      'Page Viewed',
      'Screen Viewed',
      'Group Joined',
      'Alias Created',
    ]);
    expect(new Set(rows.map(({ profile_id: id }) => id)).size).toBe(1);
    expect(JSON.parse(rows[1].properties)).toEqual({ total: 30 });
  });

  it('delivers a thousand, none twice', async () => {
    const analytics = new Analytics({
      writeKey: TEST_KEYS.server,
      host: app.url,
      path: '/api/attune/v1/batch',
      flushAt: 100,
    });
    for (let index = 0; index < 1_000; index += 1) {
      analytics.track({ userId: `user-${index % 50}`, event: 'Bulk', context: AGREED });
    }
    await analytics.closeAndFlush();
    expect(await app.strapi.db.connection('attune_events').where({ name: 'Bulk' })).toHaveLength(1_000);
  });
});
