import { cartIdOf, orderOf, type EventFact, type JsonObject } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { CartStore } from './cart-store';

/** An event with the device that told of it. */
export interface ToldEvent extends EventFact {
  readonly anonymousId?: string | null;
}

interface Needs {
  readonly store: Pick<CartStore, 'takeOpened'>;
  /** The living profile, locked, if it lets itself be measured; undefined for one that is gone or does not. */
  readonly measured: (tx: Tx, profileId: string) => Promise<string | undefined>;
  /** Stores what has happened to somebody, who is looked at again. */
  readonly record: (
    tx: Tx,
    told: {
      readonly messageId: string;
      readonly profileId: string;
      readonly name: string;
      readonly at: number;
      readonly properties: JsonObject;
    },
  ) => Promise<void>;
}

/** What the owner of a cart is told of its order: that there is one, and what it came to; not what is in it. */
const TOLD = ['order_id', 'total', 'revenue', 'value', 'currency'];

/**
 * Whoever follows the link to their cart on a device that nobody knows, and orders there, has ordered that cart: it is
 * told to the person the link was sent to. An order is of the cart it names, or of all that the device was led to. Without a
 * link a device closes nobody's cart, whatever it names.
 */
export const createOrderedElsewhere =
  ({ store, measured, record }: Needs) =>
  async (tx: Tx, profileId: string, fresh: readonly ToldEvent[]): Promise<void> => {
    for (const event of fresh) {
      const { anonymousId, at, name, properties } = event;
      if (!anonymousId || !orderOf(event)) continue;
      for (const opened of await store.takeOpened(tx, anonymousId, cartIdOf(event))) {
        const owner = await measured(tx, opened.profileId);
        if (owner === undefined || owner === profileId) continue;
        const said = Object.entries(properties).filter(([key]) => TOLD.includes(key));
        await record(tx, {
          messageId: `ordered:${opened.cartId}:${at}:${owner}`,
          ...{ profileId: owner, name, at },
          properties: { ...Object.fromEntries(said), cart_id: opened.cartId },
        });
      }
    }
  };

export type OrderedElsewhere = ReturnType<typeof createOrderedElsewhere>;
