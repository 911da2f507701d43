import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { FlowRevenue } from '../../plugin/src';
import { AGREED, openFlowShop, until, type FlowShop } from '../support/flow-client';
import type { ReceivedMail } from '../support/mail-sink';
import { startPostgres } from '../support/postgres';
import { createTracker } from '../support/tracking';

const AGENT = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
const DAY = 86_400_000;

const flow = {
  trigger: { kind: 'cart-left', for: '1s', over: 40, currency: 'EUR' },
  goal: { kind: 'event', name: 'Order Completed', sameKey: true },
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 'cart-second', purpose: 'marketing', next: 'end' },
    end: { kind: 'end' },
  },
};

const suite = (postgresUrl?: string) => () => {
  let shop: FlowShop;
  let client: FlowShop['client'];
  /** The flow that writes. */
  let first: string;

  beforeAll(async () => {
    shop = await openFlowShop(postgresUrl, {
      email: { from: 'Shop <shop@shop.example>', siteUrl: 'https://shop.example' },
    });
    client = shop.client;
    for (const [sku, price] of [
      ['KETTLE', 49.9],
      ['BOWL', 12],
      ['LAMP', 80],
      ['OLD', 5],
    ] as const) {
      await shop.app.strapi
        .documents('api::product.product' as never)
        .create({ data: { sku, name: `The ${sku}`, price, slug: sku.toLowerCase() } as never });
    }
    first = await client.live('cart', flow);
  });
  afterAll(async () => {
    await shop?.stop();
  });

  const mailTo = (userId: string): Promise<ReceivedMail> =>
    until(() => shop.sink.mails.find(({ to }) => to.includes(`${userId}@example.com`)));
  const profileOf = async (userId: string) =>
    (await client.ask<{ id: string }[]>(`/profiles?search=${userId}%40example.com`)).data[0]?.id ?? '';
  const cartsOf = async (profileId: string) => {
    const { data } = await client.ask<{ tables: Record<string, Record<string, unknown>[]> }>(
      `/profiles/${profileId}/export`,
    );
    return data.tables.attune_carts ?? [];
  };
  /** Where the mail's button leads to in the end. */
  const buttonOf = async ({ html }: ReceivedMail): Promise<URL> => {
    const href = /href="([^"]+)"[^>]*>Back to my basket/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await fetch(href, { redirect: 'manual', headers: AGENT });
    return new URL(answer.headers.get('location') ?? 'about:blank');
  };
  const restore = async (token: string, device?: string) => {
    const answer = await fetch(`${shop.app.url}/api/attune/v1/carts/${token}`, {
      headers: device === undefined ? {} : { 'attune-visitor': device },
    });
    const { data, error } = (await answer.json()) as { data: unknown; error?: { message: string } };
    return { status: answer.status, data, error: error?.message, headers: answer.headers };
  };

  it('are written about when they are left: the cart, what sells best beside it, and a link back', async () => {
    const sold = (messageId: string, days: number, product_id: string, quantity: number) => ({
      ...{ type: 'track', messageId, userId: 'customer', event: 'Order Completed', context: AGREED },
      timestamp: new Date(Date.now() - days * DAY).toISOString(),
      properties: { order_id: messageId, products: [{ product_id, quantity }] },
    });
    await client.track('import', {
      batch: [
        ...[sold('o1', 3, 'BOWL', 5), sold('o2', 2, 'LAMP', 2), sold('o3', 5, 'LAMP', 9)],
        ...[sold('o4', 2, 'KETTLE', 99), sold('o5', 40, 'OLD', 500), sold('o6', 1, 'GONE', 50)],
      ],
    });
    await until(async () => {
      const rows = await shop.app.strapi.db.connection('attune_carts').where({ state: 'ordered' });
      return rows.length === 6;
    });
    expect(await shop.app.strapi.db.connection('attune_flow_orders')).toEqual([]);
    for (const name of ['ada', 'bob', 'cyd', 'eve']) await client.person(name);
    const kettle = { product_id: 'KETTLE', price: 49.9, currency: 'EUR' };
    await client.does('bob', 'Product Added', { ...kettle, cart_id: 'cart-bob', price: 40 });
    await client.does('cyd', 'Product Added', { ...kettle, cart_id: 'cart-cyd', currency: 'USD' });
    await client.does('eve', 'Product Added', { ...kettle, cart_id: 'cart-eve' });
    await client.does('eve', 'Order Completed', { cart_id: 'cart-eve' });
    await client.does('ada', 'Product Added', { ...kettle, cart_id: 'cart-ada', quantity: 2 });
    const mail = await mailTo('ada');
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain('The KETTLE');
      expect(part).toContain('99.80');
      const [lamp, bowl] = [part.indexOf('The LAMP'), part.indexOf('The BOWL')];
      expect(0 < lamp && lamp < bowl).toBe(true);
      expect(part.split('The KETTLE')).toHaveLength(2);
      expect(part).not.toContain('The OLD');
    }
    await sleep(1_500);
    expect(shop.sink.mails.map(({ to }) => to.join())).toEqual(['ada@example.com']);
  });

  it('are brought back by the link, and nothing else is', async () => {
    const button = await buttonOf(await mailTo('ada'));
    expect(button.origin + button.pathname).toBe('https://shop.example/cart');
    const token = button.searchParams.get('restore') ?? '';
    expect(button.href).not.toMatch(/ada|cart-ada|KETTLE/);
    const found = await restore(token);
    expect(found.data).toEqual({
      ...{ id: 'cart-ada', currency: 'EUR', lines: [{ productId: 'KETTLE', quantity: 2 }] },
    });
    expect(found.headers.get('cache-control')).toBe('no-store');
    for (const forged of [`x${token}`, `${token.slice(0, 30)}.a`, '%00.a', 'a'.repeat(2_000), '..%2f..']) {
      expect((await restore(forged)).status, forged).toBe(404);
    }
    expect((await restore('a'.repeat(3_000))).status).toBe(400);
    await client.does('ada', 'Product Added', { cart_id: 'cart-ada', product_id: 'BOWL', price: 12 });
    await until(async () => JSON.stringify((await restore(token)).data).includes('BOWL'));
    await client.does('ada', 'Order Completed', { cart_id: 'cart-ada' });
    const gone = await until(async () => {
      const answer = await restore(token);
      return answer.status === 404 && answer;
    });
    expect(gone.error).toBe((await restore('forged.a')).error);
  });

  it('stand in the export, go along with a device that becomes somebody, and end with them', async () => {
    const anonymousId = 'device-of-dan';
    const properties = { cart_id: 'cart-dan', product_id: 'LAMP', price: 80, currency: 'EUR' };
    await client.track('track', { anonymousId, event: 'Product Added', properties, context: AGREED });
    await client.person('dan');
    const dan = await profileOf('dan');
    expect(await cartsOf(dan)).toEqual([]);
    await client.track('identify', { anonymousId, userId: 'dan', context: AGREED });
    const [cart] = await until(async () => {
      const carts = await cartsOf(dan);
      return carts.length > 0 && carts;
    });
    expect(cart).toMatchObject({ cart_id: 'cart-dan', state: 'open', value: 80, currency: 'EUR' });
    const token = (await buttonOf(await mailTo('dan'))).searchParams.get('restore') ?? '';
    expect((await restore(token)).status).toBe(200);
    await client.ask(`/profiles/${dan}`, 'DELETE');
    expect((await restore(token)).status).toBe(404);
    expect(await shop.app.strapi.db.connection('attune_carts').where({ cart_id: 'cart-dan' })).toEqual([]);
  });

  it('end when they are ordered on a device that the link led there, and on no other', async () => {
    const waiting = {
      ...{ ...flow, trigger: { ...flow.trigger, over: 150 }, start: 'wait' },
      steps: { wait: { kind: 'wait', for: '1d', next: 'mail' }, ...flow.steps },
    };
    const second = await client.live('cart-later', waiting);
    await client.person('fay');
    const properties = { cart_id: 'cart-fay', product_id: 'LAMP', price: 180, currency: 'EUR' };
    await client.does('fay', 'Product Added', properties);
    const token = (await buttonOf(await mailTo('fay'))).searchParams.get('restore') ?? '';
    const fay = await profileOf('fay');
    const stateOf = async () => (await cartsOf(fay))[0]?.state;
    const ordersOn = async (anonymousId: string, order_id: string) => {
      const order = { order_id, cart_id: 'cart-fay', total: 184.9, currency: 'EUR' };
      const body = { anonymousId, event: 'Order Completed', properties: order, context: AGREED };
      expect((await createTracker(shop.app).browser('track', body)).status).toBe(200);
    };
    const { db } = shop.app.strapi;
    const handled = (order: string) =>
      until(async () => {
        const rows = await db.connection('attune_events').where('properties', 'like', `%"${order}"%`);
        return rows.length > 0 && rows.every((row: { handled: unknown }) => Boolean(row.handled)) && rows;
      });

    expect((await restore(`x${token}`, 'guesser')).status).toBe(404);
    await ordersOn('guesser', 'o-guessed');
    await handled('o-guessed');
    expect(await stateOf()).toBe('open');
    const runOf = async (flowId: string) =>
      (await db.connection('attune_runs').where({ profile_id: fay, flow_id: flowId }))[0];
    expect(await runOf(second)).toMatchObject({ run_key: 'cart-fay', status: 'running' });

    expect((await restore(token, 'phone-of-fay')).status).toBe(200);
    await ordersOn('phone-of-fay', 'o-fay');
    await until(async () => (await stateOf()) === 'ordered');
    expect(await handled('o-fay')).toHaveLength(2);
    expect(await runOf(second)).toMatchObject({ status: 'ended', ended_because: 'goal' });
    expect((await restore(token, 'phone-of-fay')).status).toBe(404);
    const euros = async () => {
      const { messages } = await client.good<FlowRevenue>(`/flows/${first}/revenue`);
      return messages[0]?.earned.find(({ currency }) => currency === 'EUR');
    };
    expect(await euros()).toMatchObject({ orders: 1, revenue: 184.9 });
    await client.does('fay', 'Order Refunded', { order_id: 'o-fay', total: 84.9, currency: 'EUR' });
    await until(async () => (await euros())?.revenue === 100);
    await client.does('fay', 'Order Refunded', { order_id: 'o-fay' });
    await until(async () => (await euros()) === undefined);
  });

  it('are asked for at a bounded rate', async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => restore('guess.a')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('carts on SQLite', suite());
describe.skipIf(skipped)('carts on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
