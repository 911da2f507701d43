import { createBrowser } from './browser.mjs';
import { HERO, PARTNERS, VIP_HERO } from './stranger.mjs';

const PASSWORD = 'Attune-demo-1';

const logIn = (browser, email) => browser.submit('/account/login', { email, password: PASSWORD });

/** A customer with orders, on a device that was never seen before. */
export const playVip = async ({ story, shop }) => {
  story.chapter('2. Vera, a VIP, on a new device');
  const browser = createBrowser(shop);
  await browser.open('/');
  story.check('is a stranger before she logs in', browser.sees(HERO) && !browser.sees(VIP_HERO));
  await browser.submit('/consent', { choice: 'all', return: '/' });
  await logIn(browser, 'vera.vip@example.com');
  await browser.open('/');
  story.saw(browser);
  story.check('sees the VIP hero', browser.sees(VIP_HERO));
  story.check('sees the hero for everyone else no more', !browser.sees(HERO + ' Made'));
  story.check("does not see the partners' block", !browser.sees(PARTNERS));
  await browser.submit('/account/logout', {});
  story.check('leaves the device as a stranger', browser.sees(HERO) && !browser.sees(VIP_HERO));
};

/** A contact whom only the CRM's list calls a partner, on a device that was never asked. */
export const playPartner = async ({ story, shop, api }) => {
  story.chapter("3. Paula, known to the CRM's list of partners alone");
  const email = 'paula.partner@example.com';
  const { data: found } = await api('GET', `/attune/profiles?search=${encodeURIComponent(email)}`);
  story.check(
    'is one person with an address and no account, from an enquiry and the sync',
    found.length === 1 && found[0].email === email && found[0].userId === null,
  );
  const browser = createBrowser(shop);
  await browser.open('/');
  story.check("does not see the partners' block before she logs in", !browser.sees(PARTNERS));
  await logIn(browser, email);
  await browser.open('/');
  story.saw(browser);
  story.check("sees the partners' block, by the yes of her enquiry", browser.sees(PARTNERS));
  story.check('sees the hero for everyone, not the VIP one', browser.sees(HERO) && !browser.sees(VIP_HERO));
};
