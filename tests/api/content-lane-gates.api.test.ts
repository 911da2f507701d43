import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish } from '../support/content';
import { createLaneProbe } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { bootStrapi, type BootOptions } from '../support/strapi';

const PATH = '/pages?populate[blocks][populate]=*';

/** What a blocked request is given by an app that has answered the same address from memory before, where it may. */
const askThrough = async (options: BootOptions) => {
  const app = await bootStrapi(options);
  try {
    await grantPublic(app.strapi, ['api::page.page.find']);
    await publish(app.strapi, 'api::page.page', { title: 'Page', slug: 'one', blocks: [] });
    const probe = createLaneProbe(app);
    for (let time = 0; time < 6; time += 1) await probe.look(PATH);
    const open = await probe.look(PATH);
    const blocked = await probe.look(PATH, { 'x-blocked': 'yes' });
    const admin = await loginAdmin(app.strapi, app.url);
    const { data } = (await (await admin('/attune/content/lanes')).json()) as {
      data: { routes: { path: string; lane: string }[] };
    };
    const lane = data.routes.find(({ path }) => path === '/api/pages')?.lane;
    return { lane, open: [open.status, open.warm], blocked: [blocked.status, blocked.warm] };
  } finally {
    await app.stop();
  }
};

describe('a plugin that stands before this one and refuses requests', () => {
  it.each([
    'register: server',
    'register: koa',
    'register: content API',
    'register: router',
    'register: router, at the API',
    'register: route for all',
    'register: route for pages',
    'bootstrap: server',
    'bootstrap: koa',
    'bootstrap: router',
    'bootstrap: router, at the API',
  ])('is asked each time, and the rest comes from memory: %s', async (gate) => {
    expect(await askThrough({ gate })).toEqual({ lane: 'behind', open: [200, true], blocked: [403, true] });
  });

  it('has no say elsewhere', async () => {
    expect(await askThrough({ gate: 'register: router, elsewhere' })).toEqual({
      lane: 'early',
      open: [200, true],
      blocked: [200, true],
    });
  });
});

describe('Strapi’s own middleware that tells of its use', () => {
  it('is nobody else’s: answers come from memory', async () => {
    const told: string[] = [];
    const analytics = createServer((req, res) => {
      told.push(String(req.headers['x-strapi-event']));
      res.end();
    });
    await new Promise<void>((resolve) => analytics.listen(0, '127.0.0.1', resolve));
    const { port } = analytics.address() as AddressInfo;
    try {
      const telemetryUrl = `http://127.0.0.1:${port}`;
      expect(await askThrough({ telemetryUrl })).toMatchObject({ lane: 'early', open: [200, true] });
      expect(told).toContain('didReceiveRequest');
    } finally {
      analytics.close();
    }
  });
});
