import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { only, publish } from '../support/content';
import { mmdb, VIENNA } from '../support/mmdb';
import { grantPublic } from '../support/permissions';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';
const DESKTOP = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** A zone in which it is this hour right now; `Etc/GMT-2` is two hours ahead of UTC. */
const zoneWhereItIs = (hour: number): string => {
  const ahead = ((hour - new Date(Date.now()).getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
};

describe('a visit, as conditions know it', () => {
  let app: BootedStrapi;
  const folder = mkdtempSync(join(tmpdir(), 'attune-visit-'));

  const shown = async (
    context: object | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<readonly string[]> => {
    const told = context && Buffer.from(JSON.stringify(context)).toString('base64url');
    const response = await fetch(`${app.url}/api/pages?filters[slug]=shop&populate=*`, {
      headers: { ...headers, ...(told ? { 'attune-context': told } : {}) },
    });
    const { data } = (await response.json()) as { data: { blocks: { title: string }[] }[] };
    return data[0]?.blocks.map(({ title }) => title) ?? [];
  };
  const stored = async (messageId: string) => {
    const db = app.strapi.db.connection as unknown as Knex;
    const [row] = await db('attune_events').where({ message_id: messageId });
    return row as { context: string };
  };

  const SEGMENTS: Readonly<Record<string, object>> = {
    'mobile-evening-shoppers': {
      all: [
        { kind: 'event', name: 'Product Viewed' },
        { kind: 'context', where: { device: 'mobile', localTime: { $gte: '18:00', $lt: '23:00' } } },
      ],
    },
    'evening-phones': {
      kind: 'context',
      where: { device: 'mobile', localTime: { $gte: '18:00', $lt: '23:00' } },
    },
    'near-vienna': { kind: 'context', where: {}, near: { lat: 48.22, lon: 16.38, km: 5 } },
    german: { kind: 'context', where: { 'geo.country': 'DE' } },
    agreed: { kind: 'context', where: { consent: { $in: ['marketing'] } } },
    campaign: { kind: 'context', where: { 'landing.utm.source': 'mail', 'landing.path': '/sale' } },
  };

  beforeAll(async () => {
    const path = join(folder, 'city.mmdb');
    const germany = { country: { iso_code: 'DE' } };
    writeFileSync(path, mmdb({ '127.0.0.0/8': VIENNA, '203.0.113.0/24': germany }));
    app = await bootStrapi({ config: { geo: { database: path } } });
    const admin = await loginAdmin(app.strapi, app.url);
    await grantPublic(app.strapi, ['api::page.page.find']);
    for (const [key, condition] of Object.entries(SEGMENTS)) {
      const made = await admin('/attune/segments', {
        method: 'POST',
        body: JSON.stringify({ name: key, key, condition }),
      });
      expect(made.status, await made.text()).toBe(200);
    }
    await publish(app.strapi, 'api::page.page', {
      title: 'Shop',
      slug: 'shop',
      blocks: Object.keys(SEGMENTS).map((key) => ({
        __component: 'blocks.hero',
        title: key,
        audience: only(key),
      })),
    });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true });
  });

  it('shows mobile evening shoppers their block in the evening and not in the morning, where they are', async () => {
    const consent = { analytics: true, personalisation: true };
    const track = createTracker(app);
    const event = {
      anonymousId: 'shopper',
      event: 'Product Viewed',
      messageId: 'viewed',
      context: { consent },
    };
    expect((await track.browser('track', event)).status).toBe(200);
    const as = (hour: number, userAgent: string, visitor = 'shopper') =>
      shown({ userAgent, timezone: zoneWhereItIs(hour) }, { 'attune-visitor': visitor });
    expect(await as(20, IPHONE)).toEqual(['mobile-evening-shoppers', 'evening-phones']);
    expect(await as(10, IPHONE)).toEqual([]);
    expect(await as(20, DESKTOP)).toEqual([]);
    expect(await as(20, IPHONE, 'a-stranger')).toEqual(['evening-phones']);
  });

  it('takes the zone from the person, or from the place, where the website names none', async () => {
    const consent = { analytics: true, personalisation: true };
    const context = { consent, timezone: zoneWhereItIs(20) };
    const event = { anonymousId: 'traveller', event: 'Product Viewed', messageId: 'zoned', context };
    expect((await createTracker(app).browser('track', event)).status).toBe(200);
    expect(await shown({ userAgent: IPHONE }, { 'attune-visitor': 'traveller' })).toContain('evening-phones');
    const network = { 'cf-ipcountry': 'AT', 'cf-timezone': zoneWhereItIs(20) };
    expect(await shown({ userAgent: IPHONE }, network)).toEqual(['evening-phones']);
    expect(await shown({ userAgent: IPHONE })).toEqual([]);
  });

  it('looks places up where no network says one, by the address of the one who visits', async () => {
    expect(await shown(undefined)).toEqual(['near-vienna']);
    expect(await shown(undefined, { 'x-forwarded-for': '203.0.113.7' })).toEqual(['near-vienna']);
    expect(await shown({ ip: '203.0.113.7' })).toEqual(['german']);
    expect(await shown({ url: 'https://shop.example/' })).toEqual([]);
    expect(await shown({ ip: '203.0.113.7' }, { 'cf-ipcountry': 'FR' })).toEqual([]);
    app.strapi.server.app.proxy = true;
    expect(await shown(undefined, { 'x-forwarded-for': '203.0.113.7' })).toEqual(['german']);
    app.strapi.server.app.proxy = false;
  });

  it('keeps of an event its coarse place and no address', async () => {
    const track = createTracker(app);
    const event = { anonymousId: 'somebody', event: 'X', context: { consent: { analytics: true } } };
    await track.browser('track', { ...event, messageId: 'by-browser' });
    await track.server('track', {
      ...event,
      messageId: 'by-server',
      context: { ...event.context, ip: '203.0.113.7' },
    });
    await track.send(
      'track',
      { writeKey: TEST_KEYS.browser, ...event, messageId: 'by-network' },
      { 'cf-ipcountry': 'AT', 'cf-iplatitude': '48.208493', 'cf-iplongitude': '16.372083' },
    );
    const byBrowser = await stored('by-browser');
    expect(JSON.parse(byBrowser.context)).toMatchObject({
      geo: { country: 'AT', city: 'Vienna', latitude: 48.21, longitude: 16.37 },
    });
    expect(JSON.stringify(byBrowser)).not.toContain('127.0.0.1');
    const byServer = await stored('by-server');
    expect(JSON.parse(byServer.context)).toMatchObject({ geo: { country: 'DE' } });
    expect(JSON.stringify(byServer)).not.toContain('203.0.113.7');
    const { geo } = JSON.parse((await stored('by-network')).context) as { geo: unknown };
    expect(geo).toEqual({ country: 'AT', latitude: 48.21, longitude: 16.37 });
  });

  it('knows what was agreed to, and where the visit began', async () => {
    const elsewhere = { 'cf-ipcountry': 'FR' };
    expect(await shown({ consent: { marketing: true } }, elsewhere)).toEqual(['agreed']);
    expect(await shown({ consent: { marketing: false } }, elsewhere)).toEqual([]);
    const landing = { url: 'https://shop.example/sale?utm_source=mail' };
    expect(await shown({ landing }, elsewhere)).toEqual(['campaign']);
    const consent = { analytics: true, personalisation: true, marketing: true };
    const event = { anonymousId: 'agrees', event: 'X', messageId: 'agrees', context: { consent } };
    await createTracker(app).browser('track', event);
    const recorded = { ...elsewhere, 'attune-visitor': 'agrees' };
    expect(await shown({}, recorded)).toEqual(['agreed']);
    expect(await shown({ consent: { marketing: false } }, recorded)).toEqual([]);
  });
});

describe('a database of addresses that is not there', () => {
  it('stops the boot, and is named', async () => {
    await expect(bootStrapi({ config: { geo: { database: 'no-such.mmdb' } } })).rejects.toThrow(
      /geo\.database: .*no-such\.mmdb does not exist/,
    );
  });
});
