import {
  CART_EVENTS,
  cartAt,
  cartsOf,
  foldCarts,
  isCartEvent,
  type Cart,
  type Facts,
} from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import type { CartStore } from './cart-store';
import type { OrderedElsewhere, ToldEvent } from './ordered-elsewhere';

export interface Carts {
  /**
   * Takes in what has come for a person, in the transaction of their turn. `history`: something of long ago came too,
   * which these events do not show.
   */
  take(tx: Tx, profileId: string, fresh: readonly ToldEvent[], history?: boolean): Promise<void>;
  /** Two have become one, whose events are read anew. Called when the events have moved. */
  onMerge(tx: Tx, from: string, into: string): Promise<void>;
  /** The person's cart of this id, as it stands now. */
  find(profileId: string, cartId: string): Promise<Cart | undefined>;
  /** The last moved first, as they stand now. */
  of(profileId: string): Promise<readonly Cart[]>;
}

interface Needs {
  readonly store: CartStore;
  /** All of a person's events of these names, the oldest first. */
  readonly history: (tx: Tx, profileId: string, names: readonly string[]) => Promise<Facts['events']>;
  readonly orderedElsewhere: OrderedElsewhere;
  readonly now: Clock;
}

export const createCarts = ({ store, history, orderedElsewhere, now }: Needs): Carts => {
  const readAnew = async (tx: Tx, profileId: string): Promise<void> =>
    store.replace(tx, profileId, cartsOf(await history(tx, profileId, CART_EVENTS)));

  const of = async (profileId: string): Promise<readonly Cart[]> =>
    (await store.of(null, profileId)).map((cart) => cartAt(cart, now()));

  return {
    async take(tx, profileId, fresh, past = false) {
      await orderedElsewhere(tx, profileId, fresh);
      if (past) return readAnew(tx, profileId);
      const moves = fresh.filter(isCartEvent);
      if (moves.length === 0) return;
      const known = await store.of(tx, profileId);
      const [newest] = known;
      // What came late, or before carts were kept, is put in its place among all that came before.
      const isNext = newest !== undefined && moves.every(({ at }) => at > newest.movedAt);
      return isNext ? store.replace(tx, profileId, foldCarts(known, moves)) : readAnew(tx, profileId);
    },
    async onMerge(tx, from, into) {
      const moving = await store.of(tx, from);
      if (moving.length === 0) return;
      await store.replace(tx, from, []);
      await readAnew(tx, into);
    },
    find: async (profileId, cartId) => (await of(profileId)).find(({ id }) => id === cartId),
    of,
  };
};
