import { isJsonObject, type Json, type JsonObject } from '../../../plugin/src';

/** One thing the shop sells, from the shop's own catalogue. */
export interface CatalogueItem {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  /** Empty where there is no picture. */
  readonly image: string;
  readonly url: string;
}

/** What the shop sells: names, pictures and links in mails come from here and never from an event. */
export interface Catalogue {
  /** Those that exist, in no order. */
  find(ids: readonly string[]): Promise<readonly CatalogueItem[]>;
  readonly cartUrl: string;
  readonly currency: string;
}

export interface CartItem extends CatalogueItem {
  readonly quantity: number;
  readonly several: boolean;
}

/** Nothing of the event is left in it but how many of what: not even the cart's id, which anybody may choose. */
export interface Cart {
  readonly url: string;
  readonly currency: string;
  readonly total: number;
  readonly items: readonly CartItem[];
}

interface Line {
  readonly id: string;
  readonly quantity: number;
}

const MOST_ITEMS = 50;
const MOST_PIECES = 999;

const idOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '';

const piecesOf = (value: Json | undefined): number => {
  const pieces = Math.trunc(Number(value ?? 1));
  return pieces >= 1 ? Math.min(pieces, MOST_PIECES) : 1;
};

/** All that is taken from an event about a cart: which products, how many. */
export const cartLines = (properties: JsonObject): readonly Line[] => {
  const products = Array.isArray(properties.products)
    ? (properties.products as readonly Json[])
    : [properties];
  const lines = new Map<string, number>();
  for (const product of products.slice(0, MOST_ITEMS)) {
    if (!isJsonObject(product)) continue;
    const id = idOf(product.product_id);
    if (id !== '') lines.set(id, Math.min((lines.get(id) ?? 0) + piecesOf(product.quantity), MOST_PIECES));
  }
  return [...lines].map(([id, quantity]) => ({ id, quantity }));
};

/** The cart an event speaks of, in the catalogue's words; products that the shop does not know are left out. */
export const cartOf = async (properties: JsonObject, catalogue: Catalogue): Promise<Cart> => {
  const lines = cartLines(properties);
  const known = new Map(
    lines.length === 0
      ? []
      : (await catalogue.find(lines.map(({ id }) => id))).map((item) => [item.id, item]),
  );
  const items = lines.flatMap(({ id, quantity }) => {
    const item = known.get(id);
    return item ? [{ ...item, quantity, several: quantity > 1 }] : [];
  });
  const cents = items.reduce((sum, item) => sum + Math.round(item.price * 100) * item.quantity, 0);
  return {
    url: catalogue.cartUrl,
    currency: catalogue.currency,
    total: cents / 100,
    items,
  };
};
