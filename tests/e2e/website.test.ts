import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { launchChromium, noChromium, openWindow } from '../support/chromium';
import { openShop, type OpenShop } from '../support/shop';

const HERO = 'Things for the home that stay';
const VIP_HERO = 'The winter preview is yours first';

let shop: OpenShop;
let browser: Browser;

const visit = async (work: (page: Page, context: BrowserContext) => Promise<void>, width = 1280) => {
  const context = await openWindow(browser, { viewport: { width, height: 900 }, baseURL: shop.siteUrl });
  try {
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
};

/** How much of what was shown has moved afterwards (the sum of Chromium's layout shifts). */
const layoutShift = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 800);
  })`);

const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

const unnamedFields = (page: Page): Promise<number> =>
  page.evaluate<number>(
    "[...document.querySelectorAll('input:not([type=hidden])')].filter(({ labels }) => labels.length === 0).length",
  );

const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

const events = async (): Promise<readonly { readonly name: string }[]> =>
  (await shop.api<{ data: { name: string }[] }>('GET', '/attune/events?pageSize=100')).data;

describe('the website', () => {
  beforeAll(async () => {
    if (noChromium) return;
    shop = await openShop();
    browser = await launchChromium();
  });
  beforeEach(({ skip }) => {
    if (noChromium) skip(noChromium);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });

  it('asks once, and leaves who says no without a name', async () => {
    await visit(async (page, context) => {
      await page.goto('/');
      expect(await heading(page)).toBe(HERO);
      expect((await context.cookies()).map(({ name }) => name)).toEqual([]);
      await page.getByRole('button', { name: 'No, thanks' }).click();
      await page.goto('/products/monstera');
      expect(await page.getByText('May we remember').count()).toBe(0);
      expect((await context.cookies()).map(({ name }) => name)).toEqual(['shop_consent']);
      expect(await page.locator('script[src*="client.js"]').count()).toBe(0);
    });
  });

  it('tells of a visitor who says yes, with the script from the CMS', async () => {
    await visit(async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Yes, that is fine' }).click();
      await page.goto('/products/monstera');
      await page.waitForFunction("'push' in (window.attune ?? {}) && !Array.isArray(window.attune)");
      await page.getByRole('button', { name: 'Put in the cart' }).click();
      await expect
        .poll(async () => (await events()).map(({ name }) => name), { timeout: 15_000 })
        .toEqual(expect.arrayContaining(['Page Viewed', 'Product Viewed', 'Product Added']));
      expect(await page.locator('.line').count()).toBe(1);
    });
  });

  it('shows Vera another hero from the first byte: nothing moves', async () => {
    await visit(async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Yes, that is fine' }).click();
      await page.goto('/account');
      await page.locator('#email').fill('vera.vip@example.com');
      await page.locator('#password').fill('Attune-demo-1');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.waitForURL((url) => url.pathname === '/');
      expect(await heading(page)).toBe(VIP_HERO);
      expect(await layoutShift(page)).toBeLessThan(0.01);
      expect(await page.content()).not.toContain(HERO + '</h1>');
    });
  });

  it.each([360, 1280])(
    'fits a window %i wide, each page with one heading and a name for all',
    async (width) => {
      if (noChromium) return;
      await visit(async (page) => {
        for (const path of ['/', '/c/lighting', '/products/halo-table-lamp', '/cart', '/account', '/about']) {
          await page.goto(path);
          expect(await scrollsSideways(page), `${path} scrolls sideways`).toBe(false);
          expect(await page.locator('h1').count(), `headings of ${path}`).toBe(path === '/about' ? 0 : 1);
          expect(await page.locator('img:not([alt])').count(), `pictures of ${path}`).toBe(0);
          expect(await unnamedFields(page), `fields of ${path}`).toBe(0);
        }
      }, width);
    },
  );
});
