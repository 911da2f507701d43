import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openAudience } from '../support/audience-line';
import { launchChromium, noChromium, openWindow } from '../support/chromium';
import { insist } from '../support/insist';
import { openShop, type OpenShop } from '../support/shop';

const ADMIN = { email: 'admin@example.com', password: 'Attune-demo-1' };

/** The segment that the journey makes: whoever looked at a product. */
const SEGMENT = 'Curious visitors';

/** What the category says to them. */
const WORDS = 'Lamps for those who look twice.';

const SIZE = { width: 1440, height: 1000 };

describe.skipIf(noChromium)('from the panel to the page', () => {
  let shop: OpenShop;
  let site: string;
  let panel: string;
  const browsers: Browser[] = [];
  let editor: BrowserContext;
  let visitor: BrowserContext;
  let stranger: BrowserContext;

  // A browser each: a window that stands behind another has no idle moments, in which Strapi puts up some of its buttons.
  const openTab = async (): Promise<BrowserContext> => {
    const browser = await launchChromium();
    browsers.push(browser);
    const window = await openWindow(browser, { viewport: SIZE });
    await window.newPage();
    return window;
  };

  beforeAll(async () => {
    shop = await openShop({ panel: true, customers: 0 });
    [site, panel] = [shop.siteUrl, shop.cmsUrl];
    [editor, visitor, stranger] = [await openTab(), await openTab(), await openTab()];
  });

  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await shop?.stop();
  });

  const tabOf = (context: BrowserContext): Page => context.pages()[0] as Page;

  /** The address of an entry's form. */
  const formOf = async (type: string, slug: string): Promise<string> => {
    const path = `/content-manager/collection-types/${type}`;
    const found = await shop.api<{ results: readonly { documentId: string }[] }>(
      'GET',
      `${path}?filters[slug][$eq]=${slug}`,
    );
    return `${panel}/admin${path}/${found.results[0]?.documentId}`;
  };

  it('lets somebody be known by what they look at', async () => {
    const page = tabOf(visitor);
    await page.goto(site);
    await page.getByRole('button', { name: 'Yes, that is fine' }).click();
    await page.goto(site);
    const product = page.locator('a[href^="/products/"]').first();
    const told = page.waitForResponse((answer) => answer.url().includes('/api/attune/v1/') && answer.ok());
    await page.goto(new URL((await product.getAttribute('href')) ?? '', site).href);
    expect((await told).status()).toBe(200);
  });

  it('makes a segment of them in the panel', async () => {
    const page = tabOf(editor);
    await page.goto(`${panel}/admin/auth/login`);
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('button[type=submit]');
    await page.getByRole('link', { name: 'Attune' }).click();
    await page.getByRole('link', { name: 'Segments' }).click();
    await page.getByRole('button', { name: 'New segment' }).first().click();
    await page.getByRole('menuitem', { name: 'With a condition' }).click();
    await page.fill('input[name=name]', SEGMENT);
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('menuitem', { name: 'What they did' }).click();
    await page.getByRole('combobox', { name: 'Event' }).click();
    await page.getByRole('option', { name: /Product Viewed/ }).click();
    await page.getByText('did "Product Viewed" at least once in the last 30 days').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('tab', { name: 'Trend' }).waitFor();
  });

  it('shows a block to this segment only, says so in its heading, and gives the others a variant of it', async () => {
    const page = tabOf(editor);
    await page.goto(await formOf('api::page.page', 'home'));
    await page.getByRole('button', { name: /^Quote - / }).click();
    await openAudience(page);
    await page.getByRole('radio', { name: /^only/i }).click();
    await page.getByPlaceholder('Find a segment').click();
    await page.keyboard.type('Curious', { delay: 30 });
    await page.getByRole('option', { name: SEGMENT }).click();
    await page.getByRole('button', { name: `Take off ${SEGMENT}` }).waitFor();
    await page.getByRole('combobox', { name: 'Slot' }).click();
    await page.keyboard.type('words', { delay: 30 });
    await page.getByText('New slot "words"').click();
    await page.getByText('The slot "words" has no fallback').waitFor();
    // The heading of the block, closed again, carries the line.
    await page.getByRole('button', { name: /^Quote - / }).click();
    await page.locator(`[data-attune-audience*="${SEGMENT}"]`).waitFor();
  });

  it('targets another block by a condition of its own, from a date on', async () => {
    const page = tabOf(editor);
    await page.getByRole('button', { name: /^Newsletter - / }).click();
    // The block before it may still be closing.
    await openAudience(page, 'last');
    await page.getByRole('radio', { name: 'People of whom a condition holds' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('menuitem', { name: 'What they did' }).click();
    await page.getByRole('combobox', { name: 'Event' }).click();
    await page.keyboard.type('Newsletter Asked For', { delay: 20 });
    await page.getByText('Use "Newsletter Asked For"').click();
    await page.getByRole('button', { name: 'Use this condition' }).click();
    await page
      .getByText(/those of whom this holds: did "Newsletter Asked For"/)
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'From: day' }).click();
    await page.keyboard.type('01/02/2026');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved document').first().waitFor();
  });

  it('previews the page as a real person, with the reasons', async () => {
    const page = tabOf(editor);
    const blocks = page.getByRole('list', { name: 'Who sees what' });
    await page.getByRole('combobox', { name: 'View as' }).click();
    await page.getByRole('option', { name: 'A stranger' }).click();
    await blocks.getByText(`Hidden: they are not in ${SEGMENT}`).waitFor();
    const { data } = await shop.api<{ data: readonly { id: string }[] }>(
      'GET',
      '/attune/profiles?pageSize=1',
    );
    await page.getByRole('combobox', { name: 'View as' }).click();
    await page.getByRole('option', { name: 'A real person' }).click();
    await page.getByRole('combobox', { name: 'Name, e-mail or id' }).click();
    await page.keyboard.type(data[0]?.id ?? '', { delay: 5 });
    await page.getByRole('option').first().click();
    await blocks.getByText(`Shown: they are in ${SEGMENT}`).waitFor();

    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Preview as chosen' }).click();
    const preview = (await opened).frameLocator('iframe');
    await preview.getByText(/^Preview as (?!a stranger|a member).+\. Nothing is recorded\./).waitFor();
    expect(await preview.locator('blockquote').count()).toBe(1);
    await (await opened).close();

    const isPreviewedAs = async () =>
      (await page.context().cookies()).some(({ name }) => name === 'attune_preview');
    expect(await isPreviewedAs()).toBe(true);
    await page.getByRole('combobox', { name: 'View as' }).click();
    await page.getByRole('option', { name: 'Nobody' }).click();
    await expect.poll(isPreviewedAs).toBe(false);
  });

  it('says it too where many pages are published at once', async () => {
    const page = tabOf(editor);
    await page.goto(`${panel}/admin/content-manager/collection-types/api::page.page`);
    const tick = page.getByRole('row', { name: /Things for the home/ }).getByRole('checkbox');
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    // While Strapi still reads its list it may put it up again, and forget what was ticked.
    await insist(() => tick.check(), publish);
    await publish.click();
    const dialog = page.getByRole('dialog', { name: 'Publish entries' });
    await dialog.getByText('1 thing here needs a look').waitFor();
    await dialog.getByText('The slot "words" has no fallback').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('asks before publishing what shows some people nothing, and publishes', async () => {
    const page = tabOf(editor);
    await page.goto(await formOf('api::page.page', 'home'));
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('alertdialog').getByText('The slot "words" has no fallback').waitFor();
    await page.getByRole('button', { name: 'Publish all the same' }).click();
    await page
      .getByText(/Published|Success/)
      .first()
      .waitFor();
  });

  it('gives a category other words for them, and says beside the form who reads which', async () => {
    const page = tabOf(editor);
    await page.goto(await formOf('api::category.category', 'lighting'));
    await page.getByRole('button', { name: 'Add a variant' }).click();
    await page.getByRole('textbox', { name: 'Name of the variant' }).fill('For the curious');
    await page.getByText('Shown to: nobody').click();
    // In the form, and beside it.
    await page.getByText('Nobody sees this variant: choose at least one segment.').nth(1).waitFor();
    await page.getByPlaceholder('Find a segment').click();
    await page.keyboard.type('Curious', { delay: 30 });
    await page.getByRole('option', { name: SEGMENT }).click();
    await page.getByRole('combobox', { name: 'Change a field for them' }).click();
    await page.getByRole('option', { name: 'line', exact: true }).click();
    await page.locator('input[name="experience.variants.0.overrides.line"]').fill(WORDS);

    const variants = page.getByRole('list', { name: 'Variants of this entry' });
    await page.getByRole('combobox', { name: 'View as' }).click();
    await page.getByRole('option', { name: 'A stranger' }).click();
    await variants.getByText(`Hidden: they are not in ${SEGMENT}`).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved document').first().waitFor();
  });

  it('stands in the content map', async () => {
    const page = tabOf(editor);
    await page.goto(`${panel}/admin/plugins/attune/content`);
    await page.getByText(/^\d+ pages have \d+ blocks and variants that not everyone sees/).waitFor();
    await page.getByRole('button', { name: new RegExp(SEGMENT) }).click();
    await page.getByText(new RegExp(`^\\d+ pages? names? ${SEGMENT}\\.$`)).waitFor();
  });

  it('changes the website for whoever is in it, and hides the block from a stranger', async () => {
    const [known, unknown] = [tabOf(visitor), tabOf(stranger)];
    await known.goto(site);
    await unknown.goto(site);
    expect(await known.locator('blockquote').count()).toBeGreaterThan(
      await unknown.locator('blockquote').count(),
    );
    // Neither has asked for the newsletter.
    expect(await known.locator('.letter').count()).toBe(0);
  });

  it('changes the words of the category for them alone', async () => {
    const [known, unknown] = [tabOf(visitor), tabOf(stranger)];
    await known.goto(`${site}/c/lighting`);
    await unknown.goto(`${site}/c/lighting`);
    await known.getByText(WORDS).waitFor();
    expect(await known.getByRole('heading', { name: 'Lighting' }).count()).toBe(1);
    expect(await unknown.content()).not.toContain(WORDS);
  });
});
