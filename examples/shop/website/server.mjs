import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import { actionRoutes } from './actions.mjs';
import { createAssets } from './assets.mjs';
import { createAttune } from './attune.mjs';
import { cookie, readCookies } from './http/cookies.mjs';
import { isOurOwn, readForm } from './http/form.mjs';
import { createRouter } from './http/router.mjs';
import { send } from './http/send.mjs';
import { notFound, pageRoutes } from './pages.mjs';
import { openCart } from './shop/cart.mjs';
import { createCms } from './shop/cms.mjs';
import { CONSENT_COOKIE, readConsent } from './shop/consent.mjs';
import { createCustomers } from './shop/customers.mjs';

const VISITOR_COOKIE = 'attune_visitor';
const YEAR = 365;

const contactOf = (value) => {
  try {
    return value && JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/**
 * The shop's website. `cmsUrl` is how this server reaches Strapi, `cmsPublicUrl` how browsers do.
 * Resolves with `{ url, stop }` when it listens.
 */
export const startWebsite = async ({
  port = 3000,
  host = '127.0.0.1',
  cmsUrl,
  cmsPublicUrl = cmsUrl,
  writeKey = 'demo-write-key',
  serverKey = 'demo-server-key',
  log = console.error,
}) => {
  const assets = createAssets();
  const attune = createAttune({ cmsUrl, writeKey, serverKey });
  const cms = createCms({ cmsUrl, read: attune.read });
  const customers = createCustomers({ cmsUrl });
  const route = createRouter([...pageRoutes, ...actionRoutes]);

  const security = [
    "default-src 'self'",
    `script-src 'self' ${cmsPublicUrl}`,
    `connect-src 'self' ${cmsPublicUrl}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self' " + cmsPublicUrl,
  ].join('; ');

  /** What a handler needs to know of a request: who asks, what they carry, what they allowed. */
  const callOf = async (request, url, params) => {
    const cookies = readCookies(request.headers.cookie);
    const catalogue = await cms.catalogue();
    const consent = readConsent(cookies[CONSENT_COOKIE]);
    const call = {
      url,
      params,
      cookies,
      catalogue,
      cms,
      customers,
      attune,
      consent,
      consentAsked: consent === undefined,
      customer: await customers.of(cookies.shop_session),
      visitor: cookies[VISITOR_COOKIE],
      cart: openCart(cookies.shop_cart, catalogue.bySku),
      contact: contactOf(cookies.shop_contact),
      userAgent: request.headers['user-agent'],
      referrer: request.headers.referer,
      ip: request.socket.remoteAddress,
      signals: { gpc: request.headers['sec-gpc'], dnt: request.headers.dnt },
      assets: assets.paths,
      form: request.method === 'POST' ? await readForm(request) : {},
      /** Gives the device its name, from the server: browsers cut cookies set by scripts to days. */
      nameVisitor() {
        call.visitor ??= randomUUID();
        return [cookie(VISITOR_COOKIE, call.visitor, { days: YEAR })];
      },
      forgetVisitor() {
        call.visitor = undefined;
        return [cookie(VISITOR_COOKIE, '', { days: 0 })];
      },
      /** Tells what the visitor did here, if they allowed it. */
      tell: async (event, properties) =>
        call.visitor && (call.consent?.analytics || call.customer) && attune.track(call, event, properties),
    };
    call.browser = {
      host: cmsPublicUrl,
      writeKey,
      anonymousId: call.visitor ?? null,
      analytics: Boolean(call.visitor && consent?.analytics),
    };
    return call;
  };

  const answer = async (request) => {
    const url = new URL(request.url, `http://${request.headers.host ?? 'localhost'}`);
    const asset = assets.answer(url.pathname);
    if (asset) return asset;
    if (request.method === 'POST' && !isOurOwn(request)) return { status: 403, body: 'Sent from elsewhere.' };
    const found = route(request.method, url.pathname);
    const call = await callOf(request, url, found?.params ?? {});
    return found ? found.handler(call) : notFound(call);
  };

  const server = createServer(async (request, response) => {
    try {
      const { headers, ...rest } = await answer(request);
      await send(request, response, {
        ...rest,
        headers: { 'content-security-policy': security, ...headers },
      });
    } catch (error) {
      log(`${request.method} ${request.url?.split('?')[0]}: ${error.message}`);
      await send(request, response, {
        status: error.status ?? 503,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' },
        body: 'The shop is closed for a moment. Please try again.',
      });
    }
  });

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://localhost:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
