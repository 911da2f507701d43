import { createPerson } from './people.mjs';
import { createRandom } from './random.mjs';

const DAY = 86_400_000;
const MINUTE = 60_000;
const AGENTS = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  desk: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
};
const SOURCES = [
  [5, undefined],
  [3, { source: 'search', medium: 'organic' }],
  [2, { source: 'instagram', medium: 'social' }],
  [2, { source: 'letter', medium: 'email' }],
];

const itemOf = ({ sku, name, price, category }) => ({
  product_id: sku,
  sku,
  name,
  price,
  category: category?.slug,
});

/** The session's events with their minutes from its start. Later steps happen only to some. */
const sessionOf = (random, person, products, number) => {
  const liked = products.filter(({ category }) => person.taste.includes(category?.slug));
  const seen = random.some(random.chance(0.75) ? liked : products, random.between(1, 4));
  const steps = [[0, 'page', { path: '/', title: 'Things for the home that stay' }]];
  let minute = 0;
  const add = (event, properties) => steps.push([(minute += random.between(1, 4)), event, properties]);
  for (const product of seen) add('Product Viewed', itemOf(product));
  const buys = random.chance(person.habit.buys);
  if (!buys && !random.chance(0.25)) return steps;

  const cart = { cart_id: `${person.userId}-cart-${number}`, currency: 'EUR' };
  const lines = random.some(seen, random.between(1, 2)).map((product) => ({
    ...itemOf(product),
    quantity: random.weighted([
      [7, 1],
      [2, 2],
    ]),
  }));
  const value = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  for (const line of lines) add('Product Added', { ...cart, ...line });
  add('Cart Viewed', { ...cart, value, products: lines });
  if (!buys && random.chance(0.6)) return steps;
  add('Checkout Started', { ...cart, value, products: lines });
  if (!buys) return steps;
  const shipping = value >= 60 ? 0 : 4.9;
  add('Order Completed', {
    ...cart,
    order_id: `HF-${person.userId.slice(-3)}-${number}`,
    products: lines,
    revenue: value,
    shipping,
    total: Math.round((value + shipping) * 100) / 100,
  });
  return steps;
};

/** All that is known of one customer, as calls of Segment's API, oldest first. */
const storyOf = (random, person, products, now) => {
  const span = Math.max(1, person.since - person.until);
  const sessions = Math.max(1, Math.round((span / 30) * person.habit.sessions * (0.6 + random.next() * 0.8)));
  const starts = Array.from({ length: sessions }, () => person.until + random.next() * span)
    .concat(person.since)
    .sort((a, b) => b - a)
    .map((daysAgo) => Math.round(now - daysAgo * DAY - random.between(0, 600) * MINUTE));
  const who = { userId: person.userId, anonymousId: person.anonymousId };
  const context = {
    userAgent: person.phone ? AGENTS.phone : AGENTS.desk,
    timezone: person.timezone,
    locale: person.country === 'NL' ? 'nl-NL' : 'de-DE',
  };
  const identify = {
    ...who,
    type: 'identify',
    messageId: `seed-${person.userId}-identify`,
    timestamp: new Date(starts[0]).toISOString(),
    traits: {
      email: person.email,
      firstName: person.firstName,
      lastName: person.lastName,
      country: person.country,
      city: person.city,
    },
    context: {
      ...context,
      consent: { analytics: true, personalisation: true, marketing: person.marketing, source: 'account' },
    },
  };
  const calls = starts.flatMap((start, number) => {
    const campaign = random.weighted(SOURCES);
    return sessionOf(random, person, products, number).map(([minute, event, properties], place) => ({
      ...who,
      ...(event === 'page' ? { type: 'page' } : { type: 'track', event }),
      messageId: `seed-${person.userId}-${number}-${place}`,
      timestamp: new Date(start + 1_000 + minute * MINUTE).toISOString(),
      properties,
      context: { ...context, ...(campaign && { campaign }) },
    }));
  });
  return [identify, ...calls.filter(({ timestamp }) => Date.parse(timestamp) < now)];
};

/** A year in the life of a shop: `count` customers and everything they did. The same on every machine, save for the date. */
export const createHistory = ({ products, now, count = 300, seed = 20_250_901 }) => {
  const random = createRandom(seed);
  const categories = [...new Set(products.map(({ category }) => category?.slug).filter(Boolean))];
  return Array.from({ length: count }, (_, i) =>
    storyOf(random, createPerson(random, i + 1, categories), products, now),
  ).flat();
};

/** Vera has bought often and much, the last time three weeks ago: she is who the VIP hero is for. */
export const veraHistory = ({ userId, products, now }) => {
  const bySku = (sku) => itemOf(products.find((product) => product.sku === sku));
  const who = { userId, anonymousId: 'device-vera' };
  const at = (daysAgo) => new Date(now - daysAgo * DAY).toISOString();
  const order = (number, daysAgo, skus) => {
    const lines = skus.map((sku) => ({ ...bySku(sku), quantity: 1 }));
    const total = lines.reduce((sum, { price }) => sum + price, 0);
    return {
      ...who,
      type: 'track',
      event: 'Order Completed',
      messageId: `seed-vera-order-${number}`,
      timestamp: at(daysAgo),
      properties: {
        order_id: `HF-VERA-${number}`,
        cart_id: `vera-cart-${number}`,
        currency: 'EUR',
        products: lines,
        revenue: total,
        shipping: 0,
        total,
      },
    };
  };
  return [
    {
      ...who,
      type: 'identify',
      messageId: 'seed-vera-identify',
      timestamp: at(300),
      traits: {
        email: 'vera.vip@example.com',
        firstName: 'Vera',
        lastName: 'Vip',
        country: 'AT',
        city: 'Vienna',
      },
      context: {
        timezone: 'Europe/Vienna',
        consent: { analytics: true, personalisation: true, marketing: true, source: 'account' },
      },
    },
    order(1, 280, ['LIG-003', 'CER-001']),
    order(2, 120, ['TEX-002', 'KIT-002']),
    order(3, 21, ['LIG-001']),
  ];
};

/** Paula asked for trade terms on a device of her own: the shop has her address and her yes, the CRM's list the rest. */
export const paulaHistory = ({ now }) => [
  {
    type: 'identify',
    anonymousId: 'device-paula',
    messageId: 'seed-paula-identify',
    timestamp: new Date(now - 40 * DAY).toISOString(),
    traits: { email: 'paula.partner@example.com' },
    context: {
      timezone: 'Europe/Berlin',
      consent: { analytics: true, personalisation: true, source: 'trade enquiry' },
    },
  },
];
