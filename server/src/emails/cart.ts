import type { CartLine } from '../../../plugin/src';

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
  /** Leads to the cart as it was, on any device; `url` where there is none to bring back. */
  readonly recoveryUrl: string;
  readonly currency: string;
  readonly total: number;
  readonly items: readonly CartItem[];
}

/** What a mail is about, before the catalogue has said what it is. */
export interface CartWish {
  readonly lines: readonly Pick<CartLine, 'productId' | 'quantity'>[];
  /** Brings the cart back; null where there is none to bring back. */
  readonly token: string | null;
  /** Products by id, the most sold first. */
  readonly bestSellers: readonly string[];
}

export interface ShownCart {
  readonly cart: Cart;
  readonly bestSellers: readonly CatalogueItem[];
}

const MOST_BEST_SELLERS = 4;

const recoveryUrl = (cartUrl: string, token: string | null): string => {
  if (token === null || !URL.canParse(cartUrl)) return cartUrl;
  const url = new URL(cartUrl);
  url.searchParams.set('restore', token);
  return url.href;
};

/** The cart in the catalogue's words, and what sells best beside it; products that the shop does not know are left out. */
export const showCart = async (
  { lines, token, bestSellers }: CartWish,
  catalogue: Catalogue,
): Promise<ShownCart> => {
  const ids = [...new Set([...lines.map(({ productId }) => productId), ...bestSellers])];
  const known = new Map(ids.length === 0 ? [] : (await catalogue.find(ids)).map((item) => [item.id, item]));
  const items = lines.flatMap(({ productId, quantity }) => {
    const item = known.get(productId);
    return item ? [{ ...item, quantity, several: quantity > 1 }] : [];
  });
  const cents = items.reduce((sum, item) => sum + Math.round(item.price * 100) * item.quantity, 0);
  const inside = new Set(items.map(({ id }) => id));
  return {
    cart: {
      url: catalogue.cartUrl,
      recoveryUrl: recoveryUrl(catalogue.cartUrl, token),
      currency: catalogue.currency,
      total: cents / 100,
      items,
    },
    bestSellers: bestSellers
      .flatMap((id) => (inside.has(id) ? [] : (known.get(id) ?? [])))
      .slice(0, MOST_BEST_SELLERS),
  };
};
