import { createBrowser } from './browser.mjs';
import { personTraces } from './traces.mjs';

export const CASEY = 'casey.cart@example.com';

const header = (mail, name) => String(mail.headers[name.toLowerCase()] ?? '');
const linksOf = (html) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'));
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const fillCart = async (browser) => {
  await browser.open('/');
  await browser.submit('/consent', { choice: 'all', return: '/' });
  await browser.open('/products/copper-kettle');
  await browser.submit('/cart/add', { sku: 'KIT-002', quantity: '1' });
  await browser.open('/checkout');
  await browser.submit('/checkout/contact', { email: CASEY, firstName: 'Casey', marketing: 'yes' });
};

const profileOf = async (api) => {
  const { data } = await api('GET', `/attune/profiles?search=${encodeURIComponent(CASEY)}`);
  return data[0];
};

/** One who leaves a cart, is written to, comes back and orders; then wants to be forgotten. */
export const playCart = async ({ story, shop, api, mailbox, until, secondMailMs }) => {
  story.chapter('4. Casey, who leaves a cart');
  const browser = createBrowser(shop);
  await fillCart(browser);
  const anonymousId = browser.cookie('attune_visitor');
  story.tell('puts a copper kettle into the cart, says who to write to, and leaves');

  const [mail] = await until(
    'the cart mail',
    () => mailbox.to(CASEY),
    (mails) => mails.length > 0,
    { within: 60_000 },
  );
  story.tell(`receives: "${mail.subject}" from ${mail.from[0].address}`);
  story.check(
    'the mail names the kettle and its price',
    mail.html.includes('Copper kettle') && /98/.test(mail.html),
  );
  story.check('it has a plain-text part', mail.text.includes('Copper kettle'));
  story.check(
    'it can be ended with one click (RFC 8058)',
    header(mail, 'list-unsubscribe-post') === 'List-Unsubscribe=One-Click' &&
      header(mail, 'list-unsubscribe') !== '',
  );

  const click = linksOf(mail.html).find((href) => href.includes('/api/attune/v1/c/'));
  story.check('its links come back as clicks', click !== undefined);
  if (click) await browser.open(click);
  story.check('the link leads to the cart, the kettle still in it', browser.sees('Copper kettle'));
  const other = createBrowser(shop);
  if (click) await other.open(click);
  story.check('on another device the link brings the cart back', other.sees('Copper kettle'));
  await browser.submit('/checkout/order', {
    name: 'Casey Cart',
    street: 'Quiet Lane 1',
    town: '1010 Vienna',
  });
  story.check('orders', browser.sees('Thank you'));

  const { id } = await profileOf(api);
  const { data: timeline } = await api('GET', `/attune/profiles/${id}/timeline?pageSize=100`);
  const titles = timeline.map(({ title }) => title);
  story.check(
    'the click came back as an event',
    titles.some((title) => /Email.*Clicked/i.test(title)),
  );
  story.check(
    'the order stands in the timeline',
    titles.some((title) => title.includes('Order Completed')),
  );

  story.tell('… is left alone past the time of the second mail');
  await later(secondMailMs);
  story.check('no second mail went out', (await mailbox.to(CASEY)).length === 1);
  await tellRevenue({ story, api, until });
  await sayNo({ story, browser, mail });
  await forget({ story, shop, api, id, anonymousId });
};

const tellRevenue = async ({ story, api, until }) => {
  const { data: flows } = await api('GET', '/attune/flows?pageSize=100');
  const flow = flows.find(({ key }) => key === 'cart-abandonment');
  const { data } = await until(
    'the revenue of the cart mail',
    () => api('GET', `/attune/flows/${flow.id}/revenue`),
    ({ data: { messages } }) => messages.some(({ earned }) => earned.length > 0),
  );
  const [first] = data.messages.filter(({ earned }) => earned.length > 0);
  const [{ currency, orders, revenue }] = first.earned;
  story.tell(`the cart mail has brought ${revenue.toFixed(2)} ${currency}`);
  story.check('the order is counted once, beside the mail it followed', orders === 1 && revenue === 98);
};

const sayNo = async ({ story, browser, mail }) => {
  const address = /<(https?:[^>]+)>/.exec(header(mail, 'list-unsubscribe'))?.[1];
  const answer =
    address &&
    (await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    }));
  story.check('says no to mails with one click', Boolean(answer?.ok));
  await browser.submit('/consent', { choice: 'none', return: '/' });
};

const forget = async ({ story, shop, api, id, anonymousId }) => {
  const { data: profile } = await api('GET', `/attune/profiles/${id}`);
  story.check(
    'stands as no to everything',
    Object.values(profile.consent).every(({ granted }) => granted === false),
  );
  const { data: exported } = await api('GET', `/attune/profiles/${id}/export`);
  const rows = Object.entries(exported.tables).filter(([, list]) => list.length > 0);
  story.tell(`is exported: ${rows.map(([table, list]) => `${list.length} × ${table}`).join(', ')}`);
  story.check(
    'the export holds the events and the mail',
    rows.length >= 4 && JSON.stringify(exported).includes('Copper kettle'),
  );

  const wanted = [CASEY, anonymousId, id];
  const before = personTraces(shop.databaseFile, wanted);
  story.check('was in the tables before', before.length > 0);
  await api('DELETE', `/attune/profiles/${id}`);
  const after = personTraces(shop.databaseFile, wanted);
  for (const { table, column } of after) story.tell(`still in ${table}.${column}`);
  story.check(`is erased, and in none of the database's tables`, after.length === 0);
};
