import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium, noChromium, openWindow } from '../support/chromium';
import { openShop, type OpenShop } from '../support/shop';

const ADMIN = { email: 'admin@example.com', password: 'Attune-demo-1' };
const VERA = 'vera.vip@example.com';
const NAME = 'Carts left behind';

interface Flows {
  readonly data: readonly { readonly id: string; readonly status: string }[];
}

describe.skipIf(noChromium)('a flow on the canvas', () => {
  let shop: OpenShop;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    shop = await openShop({ panel: true });
    browser = await launchChromium();
    page = await (await openWindow(browser, { viewport: { width: 1600, height: 1000 } })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${shop.cmsUrl}/admin/auth/login`);
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('button[type=submit]');
    await page.getByRole('link', { name: 'Attune' }).click();
    // The shop's own flow would write to the same cart.
    const { data } = await shop.api<Flows>('GET', '/attune/flows?pageSize=100');
    for (const { id, status } of data) {
      if (status === 'live') await shop.api('POST', `/attune/flows/${id}/stop`);
    }
  });

  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });

  const canvas = (): Locator => page.getByRole('group', { name: /The flow, drawn/ });
  const card = (name: string | RegExp): Locator => canvas().getByRole('button', { name });
  const steps = (): Promise<string[]> =>
    canvas()
      .locator('[data-step]')
      .evaluateAll((cards: readonly { getAttribute?(name: string): string | null }[]) =>
        cards.map((each) => each.getAttribute?.('data-step') ?? ''),
      );
  const carry = (kind: string, way: string): Promise<void> =>
    canvas()
      .locator(`[data-kind="${kind}"]`)
      .dragTo(canvas().locator(`[data-way="${way}"]`));
  const choose = async (field: string | RegExp, option: string | RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: field }).last().click();
    await page.getByRole('option', { name: option }).first().click();
  };

  it('begins with nothing but a beginning', async () => {
    await page.getByRole('link', { name: 'Flows' }).click();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByRole('button', { name: 'Start from nothing' }).click();
    await card(/When .Order Completed. happens/).click();
    await page.fill('input[name=name]', NAME);
    await page.getByRole('combobox', { name: 'Event', exact: true }).first().fill('Product Added');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Once for each' }).fill('cart_id');
    await page.keyboard.press('Enter');
    await card(/When .Product Added. happens, once for each cart_id/).waitFor();
  });

  it('is drawn by carrying kinds of step to a way', async () => {
    await carry('send-email', 'wait:next');
    await choose('Template', /cart/i);
    await card(/Send the e-mail .Cart abandonment/).waitFor();
    await carry('wait-for-event', 'send-email:next');
    await page.getByRole('combobox', { name: 'Event', exact: true }).click();
    await page.keyboard.type('Email Clicked');
    await page
      .getByText(/Email Clicked/)
      .last()
      .click();
    await card(/Wait up to 24 hours for .Email Clicked/).waitFor();
    await canvas().getByText('Not within 24 hours').waitFor();
    await card(/^Wait 1 hour/).click();
    await page.getByRole('textbox', { name: 'How long' }).fill('2');
    await choose(/^(Unit|How long)/, 'seconds');
    await card(/^Wait 2 seconds/).waitFor();
    expect(await steps()).toEqual(expect.arrayContaining(['wait', 'send-email', 'wait-for-event', 'end']));
  });

  it('is walked, opened, thinned and undone by the keyboard', async () => {
    await page.getByRole('button', { name: 'Close' }).last().click();
    await card(/^Wait 2 seconds/).focus();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.evaluate<string>('document.activeElement?.dataset.step ?? ""'))
      .toBe('send-email');
    await page.keyboard.press('Delete');
    await expect.poll(steps).not.toContain('send-email');
    await page.keyboard.press('Control+z');
    await expect.poll(steps).toContain('send-email');
    await card(/Send the e-mail/).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Template' }).waitFor();
  });

  it('has a card carried to another way', async () => {
    const [from, to] = [card(/Send the e-mail/), canvas().locator('[data-way="@trigger:start"]')];
    const [at, target] = [await from.boundingBox(), await to.boundingBox()];
    if (!at || !target) throw new Error('The cards are not in sight.');
    await page.mouse.move(at.x + 20, at.y + 20);
    await page.mouse.down();
    const middle = { x: at.x + at.width / 2 - (at.x + 20), y: at.y + at.height / 2 - (at.y + 20) };
    const goal = { x: target.x + target.width / 2 - middle.x, y: target.y + target.height / 2 - middle.y };
    await page.mouse.move(goal.x, goal.y - 30, { steps: 8 });
    await page.mouse.move(goal.x, goal.y, { steps: 3 });
    await page.mouse.up();
    const lines = page.getByRole('listitem').filter({ hasText: /Send the e-mail|Wait 2 seconds/ });
    await page.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => lines.first().innerText()).toMatch(/Send the e-mail/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => lines.first().innerText()).toMatch(/Wait 2 seconds/);
  });

  it('is refused while something dangles, and says where', async () => {
    await canvas().locator('[data-way="send-email:next"]').getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Send an e-mail' }).click();
    await page.getByRole('button', { name: /^1 problem/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
    await card(/Something is wrong/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^1 problem/ }).waitFor({ state: 'detached' });
  });

  it('is rehearsed over what the shop’s people did, and reaches nobody', async () => {
    await page.getByRole('tab', { name: 'Rehearse' }).click();
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
    await page
      .getByText(/(would have entered)/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Rehearse', exact: true }).waitFor();
    await card(/^Wait up to 24 hours/).waitFor();
    await page.getByText('Step by step').waitFor();
    expect(await shop.mailbox.to(VERA)).toEqual([]);
    await page.getByRole('tab', { name: 'Edit' }).click();
  });

  it('is saved and published', async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/The draft of .* is saved/).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText(/is live/).waitFor();
  });

  it('writes to whoever leaves a cart on the website', async () => {
    const context = await openWindow(browser, { baseURL: shop.siteUrl });
    const site = await context.newPage();
    await site.goto('/');
    await site.getByRole('button', { name: 'Yes, that is fine' }).click();
    await site.goto('/account');
    await site.locator('#email').fill(VERA);
    await site.locator('#password').fill(ADMIN.password);
    await site.getByRole('button', { name: 'Log in' }).click();
    await site.waitForURL((url) => url.pathname === '/');
    await site.goto('/products/monstera');
    await site.waitForFunction("'push' in (window.attune ?? {}) && !Array.isArray(window.attune)");
    await site.getByRole('button', { name: 'Put in the cart' }).click();
    await expect
      .poll(async () => (await shop.mailbox.to(VERA)).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    await context.close();
  });

  it('shows in its numbers who waits where, and leads to them', async () => {
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('1 person has entered').waitFor();
    await card(/^Wait up to 24 hours/).click();
    await page.getByRole('button', { name: 'Show the one person here' }).click();
    await page.getByRole('link', { name: /Vera/i }).click();
  });

  it('tells the way of one person, and shows the mail as it went out', async () => {
    const story = page.getByRole('list', { name: 'The way through the flow' });
    await story.getByText('Entered because “Product Added” happened').waitFor();
    await story
      .getByText(/^Monstera/i)
      .first()
      .waitFor();
    await story.getByText('Wait 2 seconds').waitFor();
    await story.getByText(/Goes on/).waitFor();
    await story.getByRole('button', { name: 'Open the mail as it was sent' }).click();
    await page
      .frameLocator('iframe')
      .getByText(/monstera/i)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('keeps what was published, to be compared and taken back', async () => {
    await page.getByRole('tab', { name: 'Edit' }).click();
    await card(/^Wait 2 seconds/).click();
    await page.getByRole('textbox', { name: 'How long' }).fill('3');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/The draft of .* is saved/).waitFor();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText('Wait 3 seconds').waitFor();
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
    await card(/^Wait 2 seconds/).waitFor();
  });

  it('takes a trigger of carts, a mail that may be late, and another way for one that fails', async () => {
    await page.getByRole('tab', { name: 'Edit' }).click();
    await card(/Send the e-mail/).click();
    await page.getByRole('checkbox', { name: 'Not sent when it would be late' }).click();
    await page.getByRole('textbox', { name: 'Late after' }).waitFor();
    await choose('When it cannot be sent', /End/);
    await canvas().locator('[data-way="send-email:failed"]').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await canvas().locator('[data-way="send-email:failed"]').waitFor({ state: 'detached' });
    await card(/When .Product Added. happens/).click();
    await choose('Begins when', /cart/i);
    await page.getByRole('button', { name: '10 minutes' }).click();
    await card(/cart.*10 minutes/i).waitFor();
  });

  it('writes to a whole segment, once somebody has looked at the mails', async () => {
    await page.getByRole('link', { name: 'Flows' }).first().click();
    // What was changed last was not saved.
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByRole('button', { name: 'Message to a segment' }).click();
    await choose('Segment', /VIP/);
    await choose('Template', /^Welcome$/);
    await choose('When', /Again and again/);
    expect(
      await page
        .getByRole('list', { name: /next times/i })
        .getByRole('listitem')
        .count(),
    ).toBe(5);
    await choose('When', /as soon as/i);
    await page.getByRole('checkbox', { name: /Hold each mail/ }).click();
    await page.getByRole('button', { name: 'Make the draft' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    await page
      .getByText(/is live/)
      .first()
      .waitFor();
    const before = (await shop.mailbox.to(VERA)).length;

    await page.getByRole('link', { name: 'Flows' }).first().click();
    await page.getByRole('tab', { name: /Mails to review.*[1-9]/ }).click();
    const hers = page.getByRole('row').filter({ hasText: /vera/i });
    await hers.getByRole('button', { name: 'Look at the mail' }).click();
    await page.frameLocator('iframe').getByText(/Vera/).first().waitFor();
    await page.keyboard.press('Escape');
    expect(await shop.mailbox.to(VERA)).toHaveLength(before);
    await hers.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/The mail is let go/).waitFor();
    await hers.waitFor({ state: 'detached' });
    await expect.poll(async () => (await shop.mailbox.to(VERA)).length, { timeout: 60_000 }).toBe(before + 1);
    if (await page.getByRole('button', { name: 'Send none' }).isVisible()) {
      await page.getByRole('button', { name: 'Send none' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Send none' }).click();
    }
    await page.getByText('No mail waits for review').waitFor();
  });
});
