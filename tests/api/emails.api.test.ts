import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startMailSink, type MailSink, type ReceivedMail } from '../support/mail-sink';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

const AGREED = { consent: { analytics: true, marketing: true } };
const PERSON = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };

const flow = {
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  reentry: 'always',
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 'cart-abandonment', purpose: 'marketing', next: 'end' },
    end: { kind: 'end' },
  },
};

const hrefs = ({ html }: ReceivedMail) => [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url!);

describe('emails', () => {
  let app: BootedStrapi;
  let sink: MailSink;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let track: ReturnType<typeof createTracker>;

  beforeAll(async () => {
    sink = await startMailSink();
    app = await bootStrapi({
      config: {
        email: {
          transport: `smtp://127.0.0.1:${sink.port}`,
          from: 'Hearth & Fern <shop@shop.example>',
          siteUrl: 'https://shop.example',
        },
      },
    });
    admin = await loginAdmin(app.strapi, app.url);
    track = createTracker(app);
    for (const [sku, name, price] of [
      ['KETTLE', 'Gooseneck <kettle>', 49.9],
      ['FILTER', 'Paper filters', 8.95],
    ] as const) {
      await app.strapi
        .documents('api::product.product' as never)
        .create({ data: { sku, name, price, slug: sku.toLowerCase(), image: `/${sku}.svg` } as never });
    }
    const made = await call<{ id: string }>('/flows', 'POST', { key: 'cart', name: 'Cart', draft: flow });
    await call(`/flows/${made.body.data.id}/publish`, 'POST');
  });
  afterAll(async () => {
    await app?.stop();
    await sink?.stop();
  });

  const call = async <T>(path: string, method = 'GET', body?: object) => {
    const answer = await admin(`/attune${path}`, {
      method,
      headers: { connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { data: T; error: { message: string } } };
  };
  const mailsTo = (to: string) => sink.mails.filter((mail) => mail.to.includes(to));
  const mailTo = async (to: string, nth = 1): Promise<ReceivedMail> => {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const mail = mailsTo(to)[nth - 1];
      if (mail) return mail;
      await sleep(50);
    }
    throw new Error('No mail came.');
  };
  const leaveCart = async (userId: string, cart: string, products: object[], traits: object = {}) => {
    await track.server('identify', {
      userId,
      traits: { email: `${userId}@example.com`, ...traits },
      context: AGREED,
    });
    const answer = await track.server('track', {
      userId,
      event: 'Product Added',
      properties: { cart_id: cart, products },
      context: AGREED,
    });
    expect(answer.status).toBe(200);
  };
  const clicks = async (email: string) => {
    const found = await call<{ id: string }[]>(`/profiles?search=${encodeURIComponent(email)}`);
    const events = await call<{ properties: Record<string, unknown> }[]>(
      `/events?name=${encodeURIComponent('Email Clicked')}&profileId=${found.body.data[0]?.id}`,
    );
    return events.body.data;
  };

  it('sends what the shop sells, in its own words, with one-click unsubscribe and a Message-ID of its own', async () => {
    await leaveCart(
      'ada',
      'c1',
      [
        { product_id: 'KETTLE', quantity: 2, name: 'FREE MONEY', url: 'https://evil.example', price: 0 },
        { product_id: 'NOTHING', quantity: 1, name: 'Buy pills' },
      ],
      { firstName: 'Ada' },
    );
    const { headers, html, text } = await mailTo('ada@example.com');
    expect(headers['subject']).toContain('Ada');
    expect(headers['message-id']).toMatch(/^<[0-9a-f]{40}@shop\.example>$/);
    expect(headers['list-unsubscribe']).toMatch(
      /^<http:\/\/localhost:\d+\/api\/attune\/v1\/unsubscribe\/.+\.a>$/,
    );
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(html).toContain('Gooseneck &lt;kettle&gt;');
    expect(html).toContain('src="https://shop.example/KETTLE.svg"');
    expect(html).toContain('€99.80');
    expect(text).toContain('2 x Gooseneck <kettle>');
    expect(html + text).not.toMatch(/FREE MONEY|pills|evil/);
  });

  it('leads clicks on to where the mail pointed, and counts people only', async () => {
    const link = hrefs(await mailTo('ada@example.com')).find((url) => url.includes('/v1/c/'))!;
    const address = link.replace(/^http:\/\/[^/]+/, app.url);
    const follow = (init: RequestInit) => fetch(address, { redirect: 'manual', ...init });
    await follow({ method: 'HEAD', headers: PERSON });
    await follow({ headers: { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda/5)' } });
    await follow({ headers: { ...PERSON, 'sec-purpose': 'prefetch' } });
    expect(await clicks('ada@example.com')).toEqual([]);
    const answer = await follow({ headers: PERSON });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/shop\.example\//);
    await follow({ headers: PERSON });
    expect(await clicks('ada@example.com')).toMatchObject([
      { properties: { email_id: 'cart-abandonment', link_url: answer.headers.get('location') } },
    ]);
  });

  it('is no open redirect', async () => {
    const link = hrefs(await mailTo('ada@example.com')).find((url) => url.includes('/v1/c/'))!;
    const token = link.split('/v1/c/')[1]!;
    const swap = (text: string) => (text[40] === 'A' ? 'B' : 'A');
    const forged = [
      'https%3A%2F%2Fevil.example.a',
      `${Buffer.from(JSON.stringify({ u: 'https://evil.example' })).toString('base64url')}.a`,
      token.slice(0, 40) + swap(token) + token.slice(41),
      token.slice(0, -2),
      '.a',
      // A token to unsubscribe by is none to be led by.
      (await mailTo('ada@example.com')).headers['list-unsubscribe']!.split('/unsubscribe/')[1]!.slice(0, -1),
    ];
    for (const one of forged) {
      const answer = await fetch(`${app.url}/api/attune/v1/c/${one}`, { redirect: 'manual' });
      expect(answer.status, one).toBe(404);
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  it('unsubscribes by POST alone', async () => {
    await leaveCart('uma', 'u1', [{ product_id: 'FILTER' }]);
    const { headers } = await mailTo('uma@example.com');
    const address = headers['list-unsubscribe']!.slice(1, -1).replace(/^http:\/\/[^/]+/, app.url);
    const suppressed = async () =>
      (await call<object | null>('/suppressions/check', 'POST', { email: 'uma@example.com' })).body.data;

    const page = await fetch(address);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<form method="post"><button type="submit">');
    await fetch(address, { method: 'HEAD' });
    expect(await suppressed()).toBeNull();

    const oneClick = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(oneClick.status).toBe(200);
    expect(await suppressed()).toMatchObject({ reason: 'unsubscribed' });
    const [found] = (await call<{ id: string }[]>('/profiles?search=uma')).body.data;
    expect((await call(`/profiles/${found!.id}`)).body.data).toMatchObject({
      consent: { marketing: { granted: false, source: 'unsubscribe' } },
    });
    await leaveCart('uma', 'u2', [{ product_id: 'FILTER' }]);
    await leaveCart('vera', 'v1', [{ product_id: 'FILTER' }]);
    await mailTo('vera@example.com');
    expect(mailsTo('uma@example.com')).toHaveLength(1);
    const forged = await fetch(`${app.url}/api/attune/v1/unsubscribe/x.a`, { method: 'POST' });
    expect(forged.status).toBe(404);
  });

  it('writes to a claimed address three times a day, whoever claims it, and in nobody’s words', async () => {
    for (const device of ['d1', 'd2', 'd3', 'd4', 'd5']) {
      await track.browser('identify', {
        anonymousId: device,
        traits: { email: 'Victim@example.com', firstName: 'Visit evil.example' },
        context: AGREED,
      });
      await track.browser('track', {
        anonymousId: device,
        event: 'Product Added',
        properties: { cart_id: device, products: [{ product_id: 'KETTLE', name: 'evil.example' }] },
        context: AGREED,
      });
    }
    const third = await mailTo('victim@example.com', 3);
    await leaveCart('wanda', 'w1', [{ product_id: 'KETTLE' }]);
    await mailTo('wanda@example.com');
    await sleep(500);
    expect(mailsTo('victim@example.com')).toHaveLength(3);
    expect(third.headers.subject + third.html + third.text).not.toContain('evil');
  });

  it('counts a mailbox once, whatever tag its address is claimed with', async () => {
    const addresses = ['Tag@example.com', 'tag+1@example.com', 'tag+2@example.com', 'tag+3@example.com'];
    for (const [at, email] of addresses.entries()) {
      const anonymousId = `tag-${at}`;
      await track.browser('identify', { anonymousId, traits: { email }, context: AGREED });
      await track.browser('track', {
        anonymousId,
        event: 'Product Added',
        properties: { cart_id: anonymousId, products: [{ product_id: 'KETTLE' }] },
        context: AGREED,
      });
    }
    const arrived = () => addresses.flatMap((email) => mailsTo(email.toLowerCase()));
    await leaveCart('tim', 't1', [{ product_id: 'KETTLE' }]);
    await mailTo('tim@example.com');
    for (let waited = 0; arrived().length < 3 && waited < 10_000; waited += 100) await sleep(100);
    await sleep(1_000);
    expect(arrived()).toHaveLength(3);
  });

  it('takes a second yes from the page of a mail alone, and writes from then on', async () => {
    const { body } = await call<{ id: string }>('/flows/from-template', 'POST', {
      template: 'double-opt-in',
    });
    await call(`/flows/${body.data.id}/publish`, 'POST');
    const address = 'olga@example.com';
    const context = { consent: { analytics: true } };
    await track.server('identify', { userId: 'olga', traits: { email: address }, context });
    await track.server('track', { userId: 'olga', event: 'Newsletter Requested', properties: {}, context });
    const asked = await mailTo(address);
    expect(asked.headers['list-unsubscribe']).toBeUndefined();
    const link = hrefs(asked).find((url) => url.includes('/v1/confirm/'))!;
    expect(link).not.toContain('olga');
    const open = async (url: string, method = 'GET') => {
      const answer = await fetch(url, { method, headers: PERSON });
      return { status: answer.status, html: await answer.text() };
    };
    const marketing = async () => {
      const found = await call<{ id: string }[]>(`/profiles?search=${encodeURIComponent(address)}`);
      const whole = await call<{ consent: Record<string, { granted: boolean; source: string }> }>(
        `/profiles/${found.body.data[0]?.id}`,
      );
      return whole.body.data.consent.marketing;
    };
    expect((await open(link)).html).toContain('<form method="post">');
    expect(await marketing()).toBeUndefined();
    for (const forged of [link.replace('/confirm/', '/confirm/x'), link.slice(0, -4)]) {
      expect((await open(forged, 'POST')).status).toBe(404);
    }
    const unsubscribe = hrefs(await mailTo('ada@example.com')).find((url) =>
      url.includes('/v1/unsubscribe/'),
    )!;
    expect((await open(unsubscribe.replace('unsubscribe', 'confirm'), 'POST')).status).toBe(404);
    expect(await marketing()).toBeUndefined();
    for (let times = 0; times < 2; times += 1) expect((await open(link, 'POST')).status).toBe(200);
    expect(await marketing()).toMatchObject({ granted: true, source: 'double opt-in' });
    const welcome = await mailTo(address, 2);
    expect(welcome.headers['list-unsubscribe']).toBeDefined();
    await sleep(500);
    expect(mailsTo(address)).toHaveLength(2);
  });

  it('writes to nobody who has not said yes', async () => {
    const context = { consent: { analytics: true } };
    await track.server('identify', { userId: 'nils', traits: { email: 'nils@example.com' }, context });
    const properties = { cart_id: 'n1', products: [{ product_id: 'KETTLE' }] };
    await track.server('track', { userId: 'nils', event: 'Product Added', properties, context });
    await leaveCart('xenia', 'x1', [{ product_id: 'KETTLE' }]);
    await mailTo('xenia@example.com');
    expect(mailsTo('nils@example.com')).toEqual([]);
  });

  it('shows in the preview what is sent, tracking apart', async () => {
    const [ada] = (await call<{ id: string }[]>('/profiles?search=ada@example.com')).body.data;
    const preview = await call<{ subject: string; html: string; text: string; problems: object[] }>(
      '/emails/preview',
      'POST',
      { template: 'cart-abandonment', profileId: ada!.id },
    );
    const sent = await mailTo('ada@example.com');
    const untracked = (text: string) => text.replace(/href="[^"]*"|https?:\/\/\S+|#unsubscribe/g, '');
    const same = (text: string) => untracked(text).replace(/\r\n/g, '\n').trim();
    expect(preview.body.data.problems).toEqual([]);
    expect(same(preview.body.data.html)).toBe(same(sent.html));
    expect(same(preview.body.data.text)).toBe(same(sent.text));
    const blind = await loginAdmin(app.strapi, app.url, ['plugin::attune.emails.read']);
    const asPerson = await blind('/attune/emails/preview', {
      method: 'POST',
      body: JSON.stringify({ template: 'welcome', profileId: ada!.id }),
    });
    expect(asPerson.status).toBe(403);
  });

  it('keeps templates, and says by line what is wrong with one', async () => {
    const broken = await call('/emails', 'POST', {
      name: 'Broken one',
      subject: 'Hi',
      html: '<p>\n{{#if profile.x}}</p>',
    });
    expect(broken.status).toBe(400);
    expect(broken.body.error.message).toContain('html 2:');
    const shown = await call<{ problems: object[] }>('/emails/preview', 'POST', {
      source: { subject: 'Hi {{profile.nope}}', html: '<p>\n {{nope}}</p>' },
    });
    expect(shown.body.data.problems).toMatchObject([
      { part: 'subject', line: 1, column: 6 },
      { part: 'html', line: 2, column: 4 },
    ]);
    const injected = await call('/emails', 'POST', {
      name: 'x',
      subject: 'a\r\nBcc: b@example.com',
      html: 'x',
    });
    expect(injected.status).toBe(400);

    const made = await call<{ id: string; key: string; revision: number }>('/emails', 'POST', {
      name: 'Birthday wishes',
      subject: 'Hi {{fallback profile.firstName "you"}}',
      html: '<p>All the best</p>',
    });
    expect(made.body.data).toMatchObject({ key: 'birthday-wishes', revision: 1, shipped: false });
    const { id } = made.body.data;
    expect((await call(`/emails/${id}`, 'PUT', { subject: 'Hi', revision: 1 })).status).toBe(200);
    expect((await call(`/emails/${id}`, 'PUT', { subject: 'Ho', revision: 1 })).status).toBe(409);
    expect((await call(`/emails/${id}`, 'DELETE')).status).toBe(200);
    expect((await call(`/emails/${id}`)).status).toBe(404);

    const edited = await call('/emails/welcome', 'PUT', { subject: 'Servus' });
    expect(edited.body.data).toMatchObject({ shipped: true, edited: true, subject: 'Servus' });
    expect((await call('/emails/welcome', 'DELETE')).status).toBe(409);
    expect((await call('/emails/welcome/reset', 'POST')).body.data).toMatchObject({ edited: false });
  });

  it('sends a test, and greets the mail server', async () => {
    const sent = await call('/emails/test', 'POST', { template: 'welcome', to: 'me@example.com' });
    expect(sent.body.data).toMatchObject({ sent: true });
    expect((await mailTo('me@example.com')).html).toContain('Hello Ada');
    expect((await call('/emails/transport')).body.data).toMatchObject({
      kind: 'smtp',
      target: `127.0.0.1:${sink.port}`,
      fault: null,
      held: false,
    });
    expect((await call('/emails/transport/test', 'POST', {})).body.data).toMatchObject({ ok: true });
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.emails.read']);
    const refused = await reader('/attune/emails/test', {
      method: 'POST',
      body: JSON.stringify({ template: 'welcome', to: 'me@example.com' }),
    });
    expect(refused.status).toBe(403);
  });
});
