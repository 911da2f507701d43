import { createBrowser } from './browser.mjs';

export const HERO = 'Things for the home that stay';
export const VIP_HERO = 'The winter preview is yours first';
export const PARTNERS = 'Partner prices are switched on';

/** Somebody nobody knows, who says no: gets the page for everyone and leaves no trace. */
export const playStranger = async ({ story, shop, api }) => {
  story.chapter('1. A stranger');
  const browser = createBrowser(shop);
  const { meta: before } = await api('GET', '/attune/profiles');
  await browser.open('/');
  story.saw(browser);
  story.check('sees the hero for everyone', browser.sees(HERO));
  story.check(
    'sees neither the VIP hero nor the partners',
    !browser.sees(VIP_HERO) && !browser.sees(PARTNERS),
  );

  const answer = await fetch(`${shop.cmsUrl}/api/pages?filters[slug][$eq]=home&populate[blocks][populate]=*`);
  const bytes = await answer.text();
  story.check(
    "the CMS's own answer holds not a word of the others' blocks",
    answer.ok && bytes.includes(HERO) && !bytes.includes(VIP_HERO) && !bytes.includes(PARTNERS),
  );

  await browser.submit('/consent', { choice: 'none', return: '/' });
  await browser.open('/products/halo-table-lamp');
  const { meta: after } = await api('GET', '/attune/profiles');
  story.check('says "No, thanks" and gets no name', browser.cookie('attune_visitor') === undefined);
  story.check('is kept nowhere', before.pagination.total === after.pagination.total);
};
