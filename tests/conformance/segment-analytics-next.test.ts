import { createRequire } from 'node:module';

import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { AGREED } from '../support/tracking';

type Next = typeof import('@segment/analytics-next');

/** What the library looks for in a browser. */
const BROWSER = [
  'document',
  'location',
  'localStorage',
  'sessionStorage',
  'HTMLElement',
  'CustomEvent',
] as const;

describe('the unmodified @segment/analytics-next', () => {
  let app: BootedStrapi;
  let page: JSDOM;
  const before = new Map<string, PropertyDescriptor | undefined>();
  const put = (name: string, value: unknown) => {
    before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  beforeAll(async () => {
    app = await bootStrapi();
    page = new JSDOM('<!doctype html><title>Shop</title>', {
      url: 'https://shop.example/cart?utm_source=mail',
    });
    for (const name of BROWSER) put(name, page.window[name]);
    put('window', page.window);
    put('navigator', page.window.navigator);
    Object.assign(page.window, { fetch });
  });
  afterAll(async () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
    page.window.close();
    await app.stop();
  });

  const events = () => app.strapi.db.connection('attune_events').orderBy('seq');
  const until = async (count: number) => {
    for (let tries = 0; (await events()).length < count && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return events();
  };

  it('loads its settings from here and delivers every call', async () => {
    const { AnalyticsBrowser } = createRequire(import.meta.url)('@segment/analytics-next') as Next;
    const analytics = AnalyticsBrowser.load({ writeKey: TEST_KEYS.browser, cdnURL: `${app.url}/api/attune` });
    const options = { context: { ...AGREED } };
    await analytics.page('Cart', {}, options);
    await analytics.track('Product Added', { price: 3 }, options);
    await analytics.identify('ada', { plan: 'pro' }, options);
    await analytics.group('acme', {}, options);

    const rows = await until(4);
    expect(rows.map(({ name }) => name).sort()).toEqual([
      'Group Joined',
      'Identified',
      'Page Viewed',
      'Product Added',
    ]);
    expect(new Set(rows.map(({ profile_id: id }) => id)).size).toBe(1);
    const added = rows.find(({ name }) => name === 'Product Added');
    expect(JSON.parse(added.properties)).toEqual({ price: 3 });
    expect(JSON.parse(added.context)).toMatchObject({
      page: { url: 'https://shop.example/cart?utm_source=mail' },
      campaign: { source: 'mail' },
    });
    // Under a browser key a userId is a claim.
    expect(rows.every(({ proven }) => !proven)).toBe(true);
  });
});
