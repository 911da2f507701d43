import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';

import type { Cart, CartState } from '../../../../plugin/src';
import { asNumber, fromJson, knexOf } from '../../strapi/database';
import { addPieces, type CartStore } from '..';

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

type OrderRow = Pick<CartRow, 'moved_at' | 'lines'> & { readonly id: number | string };

const PAGE = 500;
const TABLE = 'attune_carts';
const OPENED = 'attune_cart_openings';

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

  const newestOrders = (since: number, after: OrderRow | undefined, limit: number) => {
    const rows = db<CartRow & OrderRow>(TABLE)
      .where({ state: 'ordered' })
      .where('moved_at', '>=', since)
      .orderBy([
        { column: 'moved_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .select('id', 'moved_at', 'lines');
    if (after) {
      rows.where((earlier) =>
        earlier
          .where('moved_at', '<', after.moved_at)
          .orWhere((same) => same.where({ moved_at: after.moved_at }).where('id', '<', after.id)),
      );
    }
    return rows;
  };

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
    async soldSince(since, most) {
      const sold = new Map<string, number>();
      for (let read = 0, last: OrderRow | undefined; read < most; ) {
        const rows = await newestOrders(since, last, Math.min(PAGE, most - read));
        addPieces(
          sold,
          rows.map(({ lines }) => fromJson<Cart['lines']>(lines)),
        );
        last = rows.at(-1);
        read += rows.length;
        if (rows.length < PAGE) break;
        // SQLite answers at once: others have their turn between two pages.
        await setImmediate();
      }
      return sold;
    },
    async noteOpened(tx, anonymousId, { profileId, cartId }, at) {
      await knexOf(tx)(OPENED)
        .insert({ anonymous_id: anonymousId, profile_id: profileId, cart_id: cartId, at })
        .onConflict(['anonymous_id', 'profile_id', 'cart_id'])
        .merge(['at']);
    },
    async takeOpened(tx, anonymousId, cartId) {
      const those = () =>
        knexOf(tx)(OPENED).where({ anonymous_id: anonymousId, ...(cartId !== null && { cart_id: cartId }) });
      const rows: { profile_id: string; cart_id: string }[] = await those().select('profile_id', 'cart_id');
      // Asked at each order: almost nobody was led to another's cart.
      if (rows.length > 0) await those().delete();
      return rows.map((row) => ({ profileId: row.profile_id, cartId: row.cart_id }));
    },
  };
};
