import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openAudience } from '../support/audience-line';
import { launchChromium, noChromium, openWindow } from '../support/chromium';
import { openShop, type OpenShop } from '../support/shop';

const ADMIN = { email: 'admin@example.com', password: 'Attune-demo-1' };
const NAME = 'Austrian plant lovers';

interface Listed {
  readonly data: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

describe.skipIf(noChromium)('a segment in the panel', () => {
  let shop: OpenShop;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    shop = await openShop({ panel: true, customers: 60 });
    browser = await launchChromium();
    page = await (await openWindow(browser, { viewport: { width: 1280, height: 1000 } })).newPage();
    await page.goto(`${shop.cmsUrl}/admin/auth/login`);
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('button[type=submit]');
    await page.getByRole('link', { name: 'Attune' }).click();
    await page.getByRole('heading', { name: 'Segments' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });

  const beside = (): Locator => page.getByRole('complementary', { name: 'People' });

  /** The large number, once it belongs to what the rows say now. */
  const sizeOnceIt = async (says: string | RegExp): Promise<number> => {
    await beside().getByText(says).waitFor();
    await page.locator('aside[aria-busy="false"]').waitFor();
    const words = await beside().locator('[aria-live="polite"]').first().innerText();
    return Number(/[\d,]+/.exec(words)?.[0].replace(/,/g, ''));
  };

  const add = async (within: Locator, kind: string): Promise<void> => {
    await within.getByRole('button', { name: 'Add condition' }).last().click();
    await page.getByRole('menuitem', { name: kind }).click();
  };

  const choose = async (within: Locator, field: string, name: string): Promise<void> => {
    await within.getByRole('combobox', { name: field }).last().click();
    await page.getByRole('option', { name }).first().click();
  };

  it('is built of groups, and the size moves with each of them', async () => {
    await page.getByRole('button', { name: 'New segment' }).first().click();
    await page.getByRole('menuitem', { name: 'With a condition' }).click();
    // What is missing is said where it is missing.
    const missing = page.getByText('This value is required.');
    await page.getByRole('button', { name: 'Save' }).click();
    await missing.waitFor();
    await page.fill('input[name=name]', NAME);
    await missing.waitFor({ state: 'hidden' });
    const everyone = await sizeOnceIt('anyone');
    const root = page.getByRole('group', { name: 'all of' });

    await add(root, 'What we know of them');
    await choose(root, 'Trait', 'country');
    await root.getByRole('combobox', { name: 'Value' }).fill('AT');
    const austrians = await sizeOnceIt('country is AT');
    expect(austrians).toBeLessThan(everyone);
    expect(austrians).toBeGreaterThan(0);

    await root.getByRole('button', { name: 'Add group' }).click();
    const group = page.getByRole('group', { name: 'any of' });
    await add(group, 'What they did');
    await choose(group, 'Event', 'Product Viewed');
    const either = await sizeOnceIt(/country is AT and .*"Product Viewed"/);
    await add(group, 'How long ago');
    await sizeOnceIt(/"Product Viewed".* or .*last seen/);
    expect(either).toBeLessThanOrEqual(austrians);
    // Each row says how many pass it alone.
    await root.getByText(`${austrians} alone`, { exact: true }).waitFor();

    // A group turned into its opposite holds of exactly the others.
    const together = await sizeOnceIt(/ or .*last seen/);
    await group.getByRole('switch', { name: 'Turn into its opposite' }).first().click();
    const others = await sizeOnceIt(/not /);
    expect(together + others).toBe(austrians);
  });

  it('undoes and does again by the keyboard', async () => {
    await page.getByRole('group', { name: 'any of' }).getByRole('switch').first().press('Control+z');
    await expect
      .poll(() => page.getByRole('group', { name: 'any of' }).getByRole('switch').first().isChecked())
      .toBe(false);
    await page.getByRole('group', { name: 'any of' }).getByRole('switch').first().press('Control+Shift+z');
    await expect
      .poll(() => page.getByRole('group', { name: 'any of' }).getByRole('switch').first().isChecked())
      .toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
  });

  it('goes to JSON and back', async () => {
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByText('"Product Viewed"').first().waitFor();
    await page.getByRole('tab', { name: 'Conditions' }).click();
  });

  it('says which row lets nobody through, and which field is empty', async () => {
    const root = page.getByRole('group', { name: 'all of' });
    const before = await sizeOnceIt(/ or .*last seen/);
    await add(root, 'What we know of them');
    await beside().getByText('the number is without it').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await root.getByText('Choose one.').waitFor();
    const field = root.getByRole('combobox', { name: 'Trait' }).last();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe('Trait');
    expect(await sizeOnceIt(/ or .*last seen/)).toBe(before);
    await choose(root, 'Trait', 'country');
    await root.getByRole('combobox', { name: 'Value' }).last().fill('Atlantis');
    expect(await sizeOnceIt(/country is Atlantis/)).toBe(0);
    await root.getByText('Nobody passes this row.').waitFor();
    // What is taken away for a while does not make the size leap.
    await root.getByRole('combobox', { name: 'Value' }).last().fill('');
    await beside().getByText('One row is being changed').waitFor();
    expect(await sizeOnceIt(/country is Atlantis/)).toBe(0);
    await root.getByRole('button', { name: 'More for this part' }).last().click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await beside()
      .getByText(/Atlantis/)
      .waitFor({ state: 'detached' });
    expect(await sizeOnceIt(/ or .*last seen/)).toBe(before);
  });

  it('is saved, and agrees with what was counted before', async () => {
    const counted = await sizeOnceIt(/ or .*last seen/);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('tab', { name: 'Trend' }).waitFor();
    const sizeOf = async (): Promise<number | undefined> => {
      const { data } = await shop.api<Listed>('GET', `/attune/segments?search=${encodeURIComponent(NAME)}`);
      return data.find(({ name }) => name === NAME)?.size;
    };
    await expect.poll(sizeOf, { timeout: 60_000 }).toBe(counted);
  });

  it('says why somebody is in it', async () => {
    await beside()
      .getByRole('button', { name: /^Why is / })
      .first()
      .click();
    await beside().getByText('Is in', { exact: true }).waitFor();
    await beside()
      .getByText(/country/)
      .last()
      .waitFor();
  });

  it('is told of two people on the same conditions', async () => {
    await page.getByRole('tab', { name: 'People' }).click();
    for (const [at, who] of ['Somebody', 'Somebody else'].entries()) {
      await page.getByRole('combobox', { name: who, exact: true }).click();
      await page.getByRole('option').nth(at).click();
    }
    const table = page.getByRole('table', { name: 'The conditions, and what was found' }).first();
    await table.getByRole('columnheader').nth(2).waitFor();
    const country = table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'country is AT' }) });
    expect(await country.getByRole('img', { name: /hold/ }).count()).toBe(2);
    await page.getByRole('tab', { name: 'Health' }).click();
    await page.getByText(/^Whether people come and go .* too young: known from/).waitFor();
    await page.getByRole('tab', { name: 'Conditions' }).click();
  });

  it('is found where it is used', async () => {
    const address = page.url();
    await page.getByText('Not used anywhere yet.').waitFor();
    const pages = await shop.api<{ readonly results: readonly { readonly documentId: string }[] }>(
      'GET',
      '/content-manager/collection-types/api::page.page?filters[slug][$eq]=home',
    );
    await page.goto(
      `${shop.cmsUrl}/admin/content-manager/collection-types/api::page.page/${pages.results[0]?.documentId}`,
    );
    await page.getByRole('button', { name: /^Quote - / }).click();
    await openAudience(page);
    await page.getByRole('radio', { name: /only/i }).click();
    await page.getByRole('combobox', { name: /segments/i }).click();
    await page.getByRole('option', { name: NAME }).click();
    await page.keyboard.press('Escape');
    // The panel beside follows what is chosen.
    await page.getByRole('listitem').filter({ hasText: 'Quote: ' }).getByText(NAME).waitFor();
    // The page says "Published" from its last time, too: what counts is the answer of this time.
    const published = page.waitForResponse(
      (answer) => answer.url().includes('/actions/publish') && answer.request().method() === 'POST',
    );
    await page.getByRole('button', { name: 'Publish' }).click();
    expect((await published).ok()).toBe(true);

    await page.goto(address);
    await page.getByRole('button', { name: /^Used in / }).click();
    await page.getByRole('link', { name: /Quote/ }).first().click();
    await page.waitForURL(/content-manager/);
    // At the block itself.
    await page.getByRole('button', { name: /^Quote - /, expanded: true }).waitFor();

    await page.goto(address.replace(/segments\/.*/, 'segments'));
    const row = page.getByRole('row', { name: new RegExp(NAME) });
    await row.getByRole('button', { name: '1 place' }).click();
    await page.getByRole('link', { name: /^the block "Quote" \(.*of blocks\) of Page/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.goto(address);
  });

  it('is held against another in the map, which leaves the panel as it was', async () => {
    await page.getByRole('link', { name: 'Attune' }).click();
    await page.getByRole('tab', { name: 'Overlap' }).click();
    const map = page.getByRole('table', { name: /^Of the people in the row/ });
    const pair = page.getByRole('region', { name: 'The two segments chosen' });
    await map.getByRole('button').first().click();
    await pair.getByRole('link').first().waitFor();
    await map.getByRole('button').last().click();
    await pair.getByRole('button', { name: 'Close' }).click();
    await pair.waitFor({ state: 'detached' });
    await map.getByRole('button').first().click();
    await page.getByRole('button', { name: 'New segment' }).first().click();
    await page.getByRole('menuitem', { name: 'Start from a template' }).click();
    await page.getByRole('dialog').waitFor();
  });
});
