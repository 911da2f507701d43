import type { Cart } from '../../../plugin/src';
import type { Tx } from '../ports';

/** Whose cart it is, and which. */
export interface CartName {
  readonly profileId: string;
  readonly cartId: string;
}

/** The carts of each person, as their events have made them. */
export interface CartStore {
  /** The last moved first. */
  of(tx: Tx | null, profileId: string): Promise<readonly Cart[]>;
  /** These and no others, from now on. */
  replace(tx: Tx, profileId: string, carts: readonly Cart[]): Promise<void>;
  /** Pieces by product, of the orders made since then; of more than `most` orders, of the newest. */
  soldSince(since: number, most: number): Promise<ReadonlyMap<string, number>>;
  /** A device has followed the link to a cart. */
  noteOpened(tx: Tx, anonymousId: string, cart: CartName, at: number): Promise<void>;
  /** Carts to which this device has followed a link: of this id, or of any. From now on it has followed none. */
  takeOpened(tx: Tx, anonymousId: string, cartId: string | null): Promise<readonly CartName[]>;
}
