import type { Cart } from '../../../plugin/src';
import type { Tx } from '../ports';

/** The carts of each person, as their events have made them. */
export interface CartStore {
  /** The last moved first. */
  of(tx: Tx | null, profileId: string): Promise<readonly Cart[]>;
  /** These and no others, from now on. */
  replace(tx: Tx, profileId: string, carts: readonly Cart[]): Promise<void>;
  /** Pieces by product, of the orders made since then; of more than `most` orders, of the newest. */
  soldSince(since: number, most: number): Promise<ReadonlyMap<string, number>>;
}
