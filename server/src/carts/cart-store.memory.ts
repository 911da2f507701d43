import type { Cart } from '../../../plugin/src';
import type { CartStore } from './cart-store';
import { addPieces } from './best-sellers';

/** The fake that passes the same suite as the store on Knex. */
export const createMemoryCarts = (): CartStore => {
  const carts = new Map<string, readonly Cart[]>();
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
  };
};
