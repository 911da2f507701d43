import type { JsonObject } from '../json';
import type { CartLine } from './lines';

/** The first three are carts that somebody may still order; the last three are over. */
export const CART_STATES = ['open', 'updated', 'checkout', 'ordered', 'emptied', 'expired'] as const;
export type CartState = (typeof CART_STATES)[number];

/** One cart of one person, as the e-commerce events tell of it. */
export interface Cart {
  /** As the shop calls it: `cart_id`. */
  readonly id: string;
  readonly state: CartState;
  readonly lines: readonly CartLine[];
  /** What the shop said it is worth, or else the sum of what is in it; to the cent. */
  readonly value: number;
  /** `EUR`; null where no event has said it. */
  readonly currency: string | null;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly movedAt: number;
}

/** As events spell it: what mails and webhooks are told of it. */
export const cartProperties = ({ id, value, currency, lines }: Cart): JsonObject => ({
  cart_id: id,
  value,
  ...(currency === null ? {} : { currency }),
  products: lines.map(({ productId, quantity, price }) => ({
    product_id: productId,
    quantity,
    ...(price === null ? {} : { price }),
  })),
});

const DAY = 86_400_000;

/** Whoever has not touched a cart for so long has forgotten it. */
export const CART_LASTS = 30 * DAY;

/** Whether it may still become an order. */
export const isLive = ({ state }: Pick<Cart, 'state'>): boolean =>
  state === 'open' || state === 'updated' || state === 'checkout';

/** The cart as it stands at a moment: one that nobody moves any more expires by the clock alone. */
export const cartAt = (cart: Cart, now: number): Cart =>
  isLive(cart) && now - cart.movedAt >= CART_LASTS ? { ...cart, state: 'expired' } : cart;
