import { randomUUID } from 'node:crypto';

const AGENT =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';
const MOST_HOPS = 6;

const textOf = (markup) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * A visitor's browser, as far as the ring can tell: it keeps cookies, follows redirects, posts the forms of the
 * page, and reports what the page says happened, just as the page's own script does.
 */
export const createBrowser = ({ siteUrl, cmsUrl }) => {
  const jar = new Map();
  let markup = '';

  const keep = (response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else if (name) jar.set(name, value);
    }
  };

  const request = async (address, init, hops = 0) => {
    const ours = new URL(address).origin === new URL(siteUrl).origin;
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: {
        'user-agent': AGENT,
        ...(ours && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...init.headers,
      },
    });
    if (ours) keep(response);
    const location = response.headers.get('location');
    if (!location || hops === MOST_HOPS) return response;
    return request(new URL(location, address).href, { method: 'GET' }, hops + 1);
  };

  /** Sends what the page declares, when the visitor has allowed it. */
  const report = async () => {
    const data = /<script type="application\/json" id="shop-data">([\s\S]*?)<\/script>/.exec(markup)?.[1];
    const { analytics, anonymousId, writeKey, events } = JSON.parse(data ?? '{"events":[]}');
    if (!analytics) return;
    for (const call of [{ type: 'page' }, ...events]) {
      const { type = 'track', name, properties = {} } = call;
      await fetch(`${cmsUrl}/api/attune/v1/${type}`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: siteUrl, 'user-agent': AGENT },
        body: JSON.stringify({
          writeKey,
          anonymousId,
          messageId: randomUUID(),
          timestamp: new Date().toISOString(),
          ...(name && { event: name }),
          properties,
        }),
      });
    }
  };

  const show = async (response) => {
    markup = await response.text();
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
    await report();
  };

  return {
    open: async (address) => show(await request(new URL(address, siteUrl).href, { method: 'GET' })),
    submit: async (action, fields) =>
      show(
        await request(new URL(action, siteUrl).href, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(siteUrl).origin },
          body: new URLSearchParams(fields).toString(),
        }),
      ),
    /** Whether this stands on the page. */
    sees: (text) => textOf(markup).includes(text),
    /** The headings of the page's blocks, in their order. */
    blocks: () =>
      [
        ...markup.matchAll(
          /data-block="([\w-]+)"[\s\S]*?(?:<h[12][^>]*>([\s\S]*?)<\/h[12]>|<strong>([\s\S]*?)<\/strong>|<p>([\s\S]*?)<\/p>)/g,
        ),
      ].map(([, kind, heading, strong, text]) => `${kind}: ${textOf(heading ?? strong ?? text ?? '')}`),
    cookie: (name) => (jar.has(name) ? decodeURIComponent(jar.get(name)) : undefined),
  };
};
