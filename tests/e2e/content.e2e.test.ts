import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openAudience } from '../support/audience-line';
import { noChromium } from '../support/chromium';
import { everyone, only } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { openPanel, type OpenPanel } from '../support/panel';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';

const PAGE = 'api::page.page';
const STORY = 'api::feature.feature';

interface Entry {
  readonly documentId: string;
  readonly headline?: string;
  readonly blocks?: readonly { readonly title: string }[];
}

const hero = (title: string, audience: object) => ({ __component: 'blocks.hero', title, audience });
const inSlot = (audience: object) => ({ ...audience, slot: 'top' });

/** Strapi's Releases need a licence: their part of the panel is there without one, and asks a server that is not. */
const withReleases = async (page: Page): Promise<void> => {
  await page.route('**/admin/project-type', async (route) => {
    const answer = await route.fetch();
    const { data } = (await answer.json()) as { data: object };
    const features = [{ name: 'cms-content-releases' }];
    await route.fulfill({ response: answer, json: { data: { ...data, isEE: true, features } } });
  });
  await page.route('**/admin/users/me/permissions', async (route) => {
    const answer = await route.fetch();
    const { data } = (await answer.json()) as { data: readonly object[] };
    const own = { subject: null, properties: {}, conditions: [], actionParameters: {} };
    const added = ['read', 'create', 'create-action'].map((action) => ({
      ...own,
      action: `plugin::content-releases.${action}`,
    }));
    await route.fulfill({ response: answer, json: { data: [...data, ...added] } });
  });
  await page.route('**/content-releases/**', (route) => route.fulfill({ json: { data: [] } }));
};

describe.skipIf(noChromium)('content in the panel', () => {
  let panel: OpenPanel;
  let page: Page;
  let home: string;
  let story: string;
  let vip: Readonly<Record<string, string>>;

  const make = async (uid: string, data: object): Promise<string> => {
    const documents = panel.app.strapi.documents(uid as 'api::page.page');
    return (await documents.create({ data: data as never })).documentId;
  };
  const isPublished = async (uid: string, documentId: string): Promise<boolean> =>
    (await panel.app.strapi
      .documents(uid as 'api::page.page')
      .findOne({ documentId, status: 'published' })) !== null;
  const website = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${panel.app.url}/api${path}`, { headers });
    return ((await answer.json()) as { data: readonly Entry[] }).data;
  };
  const open = (path: string) => page.goto(`${panel.address}/content-manager/collection-types/${path}`);
  const asking = (): Locator => page.getByRole('alertdialog');
  const cancel = async (dialog: Locator): Promise<void> => {
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  const publishAllTheSame = async (): Promise<void> => {
    await asking().getByRole('button', { name: 'Publish all the same' }).click();
    await page
      .getByText(/Published document/)
      .first()
      .waitFor();
  };

  beforeAll(async () => {
    panel = await openPanel();
    page = panel.page;
    await makeVip(panel.app);
    await grantPublic(panel.app.strapi, [`${PAGE}.find`, `${STORY}.find`]);
    vip = await makeKnown(panel.app, 'vip-person', { plan: 'vip' });
    home = await make(PAGE, {
      title: 'Home',
      slug: 'home',
      blocks: [hero('For all', inSlot(everyone)), hero('For the best', inSlot(only('vip')))],
    });
    const gone = await make(PAGE, {
      title: 'Gone',
      slug: 'gone',
      blocks: [hero('For whom', only('nowhere'))],
    });
    story = await make(STORY, {
      headline: 'A story',
      slug: 'story',
      page: gone,
      experience: {
        variants: [
          { name: 'Summer', audience: everyone, overrides: { headline: 'A summer story' } },
          { name: 'For the best', audience: only('vip'), overrides: { headline: 'A story for the best' } },
        ],
      },
    });
  });

  afterAll(async () => panel?.stop());

  it('says of the variants of a slot which nobody reaches, until they are dragged into another order', async () => {
    await open(`${PAGE}/${home}`);
    const slot = page.getByRole('group', { name: 'Variants of the slot top' });
    const lost = slot.getByText('Nobody gets here: a variant before it in the slot is shown to everyone.');
    await lost.waitFor();
    const above = page.getByRole('group', { name: 'What needs a look' });
    expect(await above.getByRole('listitem').allInnerTexts()).toEqual(['Hero: For the best']);
    await above.getByRole('button', { name: 'Hero: For the best' }).click();
    const opened = page.getByRole('button', { name: 'Hero - For the best', expanded: true });
    await opened.waitFor();
    await opened.click();
    await slot
      .getByRole('button', { name: 'Variant 2 of 2: drag, or move with the arrow keys' })
      .dragTo(slot.getByText('Hero: For all'));
    await lost.waitFor({ state: 'hidden' });
    expect(await above.count()).toBe(0);
    expect(await slot.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('For the best'),
      expect.stringContaining('For all'),
    ]);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByText(/Published document/)
      .first()
      .waitFor();
    const path = '/pages?filters[slug]=home&populate=blocks';
    expect((await website(path, vip))[0]?.blocks?.map(({ title }) => title)).toEqual(['For the best']);
    expect((await website(path))[0]?.blocks?.map(({ title }) => title)).toEqual(['For all']);
  });

  it('keeps as whom the page is looked at while the panel is put up again', async () => {
    await open(`${PAGE}/${home}`);
    const viewAs = () => page.getByRole('combobox', { name: 'View as' });
    await viewAs().click();
    await page.getByRole('option', { name: 'A member of …' }).click();
    await page.getByPlaceholder('Find a segment').click();
    await page.getByRole('option', { name: 'VIP' }).click();
    const shown = page
      .getByRole('list', { name: 'Who sees what' })
      .getByText('Shown: they are in VIP')
      .first();
    await shown.waitFor();
    // The headings further down say it too.
    await page.locator('[data-attune-audience="Slot: top · Shown: they are in VIP"]').waitFor();
    await page.getByRole('link', { name: 'Back' }).click();
    await viewAs().waitFor({ state: 'detached' });
    await page.goBack();
    await shown.waitFor();
    await page.getByRole('button', { name: 'Take off VIP' }).waitFor();
    await page.reload();
    await viewAs().waitFor();
    expect(await viewAs().innerText()).toBe('Nobody chosen');
  });

  it('keeps the segments of an open audience when Enter is pressed in another field', async () => {
    await open(`${PAGE}/${home}`);
    await page.getByRole('button', { name: /^Hero - For the best/ }).click();
    await openAudience(page);
    const chip = page.getByRole('button', { name: /^Take off/ });
    await chip.waitFor();
    await page.locator('input[name="title"]').press('Enter');
    // Long enough for a click that Enter would have made.
    await page.waitForTimeout(500);
    expect(await chip.count()).toBe(1);
  });

  it('asks before a related entry is published in its window', async () => {
    await open(`${STORY}/${story}`);
    await page.getByRole('button', { name: 'Gone', exact: true }).click();
    const window = page.getByRole('dialog');
    await window.getByRole('heading', { name: 'Gone' }).waitFor();
    await window.getByRole('button', { name: 'Publish', exact: true }).click();
    await asking().getByText('These segments do not exist (any more): nowhere.').waitFor();
    await cancel(asking());
    const { documentId } = (await panel.app.strapi.documents(PAGE).findFirst({ filters: { slug: 'gone' } }))!;
    expect(await isPublished(PAGE, documentId)).toBe(false);
    await window.getByRole('button', { name: 'Publish', exact: true }).click();
    await publishAllTheSame();
    expect(await isPublished(PAGE, documentId)).toBe(true);
    // What stands behind the window has not been meant.
    expect(await isPublished(STORY, story)).toBe(false);
  });

  it('asks of the variants of an entry too, whether the button is pressed or the keys', async () => {
    await open(`${STORY}/${story}`);
    const fault = 'Nobody gets here: a variant before it is shown to everyone.';
    await page.getByRole('list', { name: 'Variants of this entry' }).getByText(fault).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await asking().getByText(fault).waitFor();
    await cancel(asking());
    await page.keyboard.press('Control+Shift+Enter');
    await asking().getByText(fault).waitFor();
    // Pressed again it still asks.
    await page.keyboard.press('Control+Shift+Enter');
    await cancel(asking());
    expect(await isPublished(STORY, story)).toBe(false);
  });

  it('shows the website what a variant says, once it is edited and published', async () => {
    await page.getByRole('button', { name: 'Try For the best earlier' }).click();
    // A variant that stood there already is a line until it is opened.
    await page.getByRole('button', { name: 'For the best Shown to: VIP · changes headline' }).click();
    await page.locator('input[name="experience.variants.0.overrides.headline"]').fill('Written for the best');
    await page.getByRole('list', { name: 'Variants of this entry' }).getByText('Nobody gets here').waitFor({
      state: 'hidden',
    });
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByText(/Published document/)
      .first()
      .waitFor();
    const path = '/features?filters[slug]=story';
    expect((await website(path, vip))[0]?.headline).toBe('Written for the best');
    expect((await website(path))[0]?.headline).toBe('A summer story');
  });

  it('speaks of those alone that are ticked, where many are published', async () => {
    await make(PAGE, { title: 'Empty slot', slug: 'empty', blocks: [hero('Some', inSlot(only('vip')))] });
    await make(PAGE, { title: 'For nobody', slug: 'nobody', blocks: [hero('None', only())] });
    await open(PAGE);
    for (const name of [/Empty slot/, /For nobody/])
      await page.getByRole('row', { name }).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish entries' });
    await dialog.getByText('2 of these entries have something that needs a look').waitFor();
    await dialog
      .getByRole('row', { name: /For nobody/ })
      .getByRole('checkbox')
      .click();
    await dialog.getByText('1 of these entries has something that needs a look').waitFor();
    await dialog.getByText('The slot "top" has no fallback').waitFor();
    expect(await dialog.getByText('choose at least one segment').count()).toBe(0);
    await cancel(dialog);
  });

  it('says in the headings of nested and repeated blocks who sees them, and leads to each', async () => {
    const card = (label: string, audience: object) => ({ label, audience });
    const nested = await make(PAGE, {
      title: 'Nested',
      slug: 'nested',
      blocks: [
        {
          __component: 'blocks.grid',
          title: 'First',
          cards: [card('One', everyone), card('Two', only('vip'))],
        },
        {
          __component: 'blocks.grid',
          title: 'Second',
          cards: [card('Three', only('vip')), card('Four', everyone)],
        },
      ],
      sections: [
        { title: 'Plain', audience: everyone },
        { title: 'Kept', audience: inSlot(only('vip')) },
      ],
    });
    await open(`${PAGE}/${nested}`);
    const lines = async () => {
      const found = await page.locator('[data-attune-audience]').all();
      return Promise.all(
        found.map(async (one) => [
          await one.locator('h3 button').first().innerText(),
          await one.getAttribute('data-attune-audience'),
        ]),
      );
    };
    const told = async (...expected: readonly (readonly string[])[]) =>
      expect.poll(lines, { timeout: 15_000 }).toEqual(expected);
    const all = 'Shown to: everyone';
    const [first, second] = [
      ['Grid - First', all],
      ['Grid - Second', all],
    ];
    const sections = [
      ['Plain', all],
      ['Kept', 'Slot: top · Shown to: VIP'],
    ];
    await told(first, second, ...sections);
    const inPanel = page.getByRole('button', { name: /^Card: / });
    await inPanel.filter({ hasText: 'Card: Three' }).click();
    // Only what is open has fields: of two grids alike, the second.
    await page.getByRole('textbox', { name: 'label' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'label' }).inputValue()).toBe('Three');
    await told(first, second, ['Three', 'Shown to: VIP'], ['Four', all], ...sections);
    await inPanel.filter({ hasText: 'Card: One' }).click();
    await told(
      first,
      ['One', all],
      ['Two', 'Shown to: VIP'],
      second,
      ['Three', 'Shown to: VIP'],
      ['Four', all],
      ...sections,
    );
  });

  it('lists variants in the content map, with what is wrong', async () => {
    await make(STORY, {
      headline: 'Another story',
      experience: { variants: [{ name: 'Late', audience: only('nowhere'), overrides: {} }] },
    });
    await page.goto(`${panel.address}/plugins/attune/content?status=draft`);
    const entry = page.getByRole('article', { name: 'Another story' });
    await entry.getByText('Variant: Late').waitFor();
    await entry.getByText('It names segments that no longer exist.').waitFor();
    await page.getByRole('button', { name: /^VIP/ }).click();
    await page.getByText(/pages? names? VIP\.$/).waitFor();
    const other = page.getByRole('article', { name: 'A story' });
    await other.getByText('Variant: For the best').waitFor();
    await other.getByText('Shown: they are in VIP').waitFor();
    await other.getByText('Hidden: an earlier variant fits').waitFor();
    await page.getByRole('region', { name: 'Other pages' }).getByText('Another story').waitFor();
    await entry.getByText('Hidden: they are not in nowhere').waitFor();
    await page.getByRole('checkbox', { name: 'Only pages that name VIP' }).click();
    await entry.waitFor({ state: 'detached' });
    await other.getByText('Shown: they are in VIP').waitFor();
  });

  it('says it where an entry, or many, are put into a release', async () => {
    await withReleases(page);
    const fault = 'These segments do not exist (any more): nowhere.';
    await page.goto(panel.address);
    await page.getByRole('link', { name: 'Content Manager' }).first().click();
    await page.getByRole('link', { name: 'Page', exact: true }).click();
    await page.getByRole('row', { name: /Gone/ }).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Add to Release' }).click();
    const many = page.getByRole('dialog', { name: 'Add to Release' });
    await many.getByText(fault).waitFor();
    await page.keyboard.press('Escape');
    await many.waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /Gone/ }).getByText('Gone', { exact: true }).click();
    await page.getByRole('button', { name: 'More document actions' }).click();
    await page.getByRole('menuitem', { name: 'Add to release' }).click();
    await page.getByRole('dialog', { name: 'Add to release' }).getByText(fault).waitFor();
  });
});
