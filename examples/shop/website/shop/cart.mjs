import { randomUUID } from 'node:crypto';

const MOST = 20;

const read = (cookie) => {
  try {
    const { id, lines } = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString('utf8'));
    return typeof id === 'string' && /^[\w-]{8,64}$/.test(id) && lines && typeof lines === 'object'
      ? { id, lines }
      : undefined;
  } catch {
    return undefined;
  }
};

const quantityOf = (value) => Math.min(MOST, Math.max(0, Math.trunc(Number(value) || 0)));

/** The cart as its cookie tells it; prices and names always come from the catalogue. */
export const openCart = (cookie, productOf) => {
  const { id, lines } = read(cookie) ?? { id: randomUUID(), lines: {} };
  const items = Object.entries(lines)
    .map(([sku, quantity]) => ({ product: productOf(sku), quantity: quantityOf(quantity) }))
    .filter(({ product, quantity }) => product && quantity > 0);
  const sum = items.reduce((total, { product, quantity }) => total + product.price * quantity, 0);
  const shipping = sum === 0 || sum >= 60 ? 0 : 4.9;
  return {
    id,
    items,
    count: items.reduce((total, { quantity }) => total + quantity, 0),
    sum,
    shipping,
    total: Math.round((sum + shipping) * 100) / 100,
  };
};

/** The cookie of a cart in which there are `quantity` of this product. */
export const cartWith = (cart, sku, quantity) => {
  const lines = Object.fromEntries(cart.items.map((item) => [item.product.sku, item.quantity]));
  lines[sku] = quantityOf(quantity);
  return Buffer.from(JSON.stringify({ id: cart.id, lines })).toString('base64url');
};

/** The cookie of a cart that a mail brings back: its name, what was in it, and what this one holds beside it. */
export const cartRestored = (cart, { id, lines }) => {
  const held = Object.fromEntries(cart.items.map((item) => [item.product.sku, item.quantity]));
  for (const { productId, quantity } of lines.slice(0, MOST)) {
    held[productId] = quantityOf(Math.max(quantity, held[productId] ?? 0));
  }
  return Buffer.from(JSON.stringify({ id, lines: held })).toString('base64url');
};

/** The cart as Segment's e-commerce vocabulary spells it. */
export const cartProperties = (cart) => ({
  cart_id: cart.id,
  currency: 'EUR',
  value: cart.sum,
  products: cart.items.map(({ product, quantity }) => ({ ...productProperties(product), quantity })),
});

export const productProperties = (product) => ({
  product_id: product.sku,
  sku: product.sku,
  name: product.name,
  category: product.category?.slug,
  price: product.price,
});
