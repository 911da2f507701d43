import type { Cart } from '../../../plugin/src';
import type { CartName, CartStore } from './cart-store';
import { addPieces } from './best-sellers';

/** The fake that passes the same suite as the store on Knex. */
export const createMemoryCarts = (): CartStore => {
  const carts = new Map<string, readonly Cart[]>();
  let opened: readonly (CartName & { readonly anonymousId: string })[] = [];
  return {
    of: async (_tx, profileId) => carts.get(profileId) ?? [],
    async replace(_tx, profileId, theirs) {
      carts.set(profileId, structuredClone([...theirs].sort((a, b) => b.movedAt - a.movedAt)));
    },
    async soldSince(since, most) {
      const orders = [...carts.values()]
        .flat()
        .filter(({ state, movedAt }) => state === 'ordered' && movedAt >= since)
        .sort((a, b) => b.movedAt - a.movedAt)
        .slice(0, most);
      return addPieces(
        new Map(),
        orders.map(({ lines }) => lines),
      );
    },
    async noteOpened(_tx, anonymousId, { profileId, cartId }) {
      const one = { anonymousId, profileId, cartId };
      if (!opened.some((known) => JSON.stringify(known) === JSON.stringify(one))) opened = [...opened, one];
    },
    async takeOpened(_tx, anonymousId, cartId) {
      const isMeant = (one: (typeof opened)[number]) =>
        one.anonymousId === anonymousId && (cartId ?? one.cartId) === one.cartId;
      const taken = opened.filter(isMeant);
      opened = opened.filter((one) => !isMeant(one));
      return taken.map(({ profileId, cartId: id }) => ({ profileId, cartId: id }));
    },
  };
};
