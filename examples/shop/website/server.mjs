import { createServer } from 'node:http';

import { createSite } from 'strapi-plugin-attune/site';

import { actionRoutes } from './actions.mjs';
import { createAssets } from './assets.mjs';
import { createCallOf } from './call.mjs';
import { isOurOwn } from './http/form.mjs';
import { createRouter } from './http/router.mjs';
import { send } from './http/send.mjs';
import { notFound, pageRoutes } from './pages.mjs';
import { createCms } from './shop/cms.mjs';
import { createCustomers } from './shop/customers.mjs';

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
  const site = createSite({ cmsUrl, serverKey, browserKey: writeKey, cookie: { httpOnly: true } });
  const cms = createCms({ cmsUrl, site });
  const customers = createCustomers({ cmsUrl });
  const callOf = createCallOf({ site, cms, customers, assets, cmsPublicUrl, writeKey });
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
