import type { CartLine } from '../../../plugin/src';
import type { Clock } from '../ports';
import type { CartStore } from './cart-store';

/** Products by id, the one of which most pieces were ordered in the last 30 days first. */
export type BestSellers = () => Promise<readonly string[]>;

interface Needs {
  readonly store: Pick<CartStore, 'soldSince'>;
  readonly now: Clock;
}

const DAY = 86_400_000;
const LASTS = 3_600_000;
/** Of more orders than this, the newest say it as well. */
const MOST_ORDERS = 20_000;
const MOST_PRODUCTS = 20;

/** Adds up pieces by product. */
export const addPieces = (
  sold: Map<string, number>,
  orders: readonly (readonly CartLine[])[],
): Map<string, number> => {
  for (const { productId, quantity } of orders.flat()) {
    sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  }
  return sold;
};

/** Added up when somebody wants it, once an hour at most. */
export const createBestSellers = ({ store, now }: Needs): BestSellers => {
  let known: { readonly until: number; readonly ids: Promise<readonly string[]> } | undefined;
  const addUp = async (): Promise<readonly string[]> =>
    [...(await store.soldSince(now() - 30 * DAY, MOST_ORDERS))]
      .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
      .slice(0, MOST_PRODUCTS)
      .map(([id]) => id);

  return () => {
    if (known && known.until > now()) return known.ids;
    const ids = addUp();
    known = { until: now() + LASTS, ids };
    // What failed is tried again by the next who asks.
    ids.catch(() => (known = undefined));
    return ids;
  };
};
