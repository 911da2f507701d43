import type { Knex } from 'knex';

import type { Cart, CartState } from '../../../../plugin/src';
import { asNumber, fromJson, knexOf } from '../../strapi/database';
import type { CartStore } from '..';

interface CartRow {
  profile_id: string;
  cart_id: string;
  state: string;
  lines: string;
  /** Cents: exact in every database. */
  cents: number | string;
  currency: string | null;
  opened_at: number | string;
  moved_at: number | string;
}

const TABLE = 'attune_carts';

const fromRow = (row: CartRow): Cart => ({
  id: row.cart_id,
  state: row.state as CartState,
  lines: fromJson<Cart['lines']>(row.lines),
  value: asNumber(row.cents) / 100,
  currency: row.currency,
  openedAt: asNumber(row.opened_at),
  movedAt: asNumber(row.moved_at),
});

const toRow = (profileId: string, cart: Cart): CartRow => ({
  profile_id: profileId,
  cart_id: cart.id,
  state: cart.state,
  lines: JSON.stringify(cart.lines),
  cents: Math.round(cart.value * 100),
  currency: cart.currency,
  opened_at: cart.openedAt,
  moved_at: cart.movedAt,
});

export const createKnexCarts = (db: Knex): CartStore => {
  const of: CartStore['of'] = async (tx, profileId) =>
    (
      await (tx ? knexOf(tx) : db)<CartRow>(TABLE)
        .where({ profile_id: profileId })
        .orderBy([{ column: 'moved_at', order: 'desc' }, { column: 'cart_id' }])
    ).map(fromRow);

  return {
    of,
    async replace(tx, profileId, carts) {
      const trx = knexOf(tx);
      const known = new Map((await of(tx, profileId)).map((cart) => [cart.id, JSON.stringify(cart)]));
      const changed = carts.filter((cart) => known.get(cart.id) !== JSON.stringify(cart));
      const kept = new Set(carts.map(({ id }) => id));
      const gone = [...known.keys()].filter((id) => !kept.has(id));
      if (gone.length > 0) {
        await trx<CartRow>(TABLE).where({ profile_id: profileId }).whereIn('cart_id', gone).delete();
      }
      if (changed.length === 0) return;
      await trx<CartRow>(TABLE)
        .insert(changed.map((cart) => toRow(profileId, cart)))
        .onConflict(['profile_id', 'cart_id'])
        .merge();
    },
  };
};
