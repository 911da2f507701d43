import { expect, it } from 'vitest';

import type { JsonObject } from '../../../plugin/src';
import type { Tx } from '../ports';
import { createMemoryCarts } from './cart-store.memory';
import { createOrderedElsewhere, type ToldEvent } from './ordered-elsewhere';

const tx = {} as Tx;

const open = () => {
  const store = createMemoryCarts();
  const told: JsonObject[] = [];
  const elsewhere = createOrderedElsewhere({
    store,
    measured: async (_tx, profileId) =>
      profileId === 'shy' ? undefined : profileId === 'former' ? 'ada' : profileId,
    record: async (_tx, { messageId: _id, ...event }) => void told.push(event),
  });
  const order = (properties: JsonObject, anonymousId: string | null = 'phone'): ToldEvent => ({
    ...{ name: 'Order Completed', at: 7, properties, anonymousId },
  });
  return {
    told,
    order,
    follows: (anonymousId: string, profileId: string, cartId: string) =>
      store.noteOpened(tx, anonymousId, { profileId, cartId }, 5),
    came: (...events: ToldEvent[]) => elsewhere(tx, 'stranger', events),
  };
};
const ada = (properties: JsonObject) => ({ profileId: 'ada', name: 'Order Completed', at: 7, properties });

it('an order of a cart that a link led to is told to its owner once, without what was bought', async () => {
  const { told, follows, came, order } = open();
  await follows('phone', 'former', 'c1');
  const bought = { order_id: 'o1', total: 9, currency: 'EUR' };
  const event = order({ ...bought, cart_id: 'c1', email: 'x@example.com', products: [{ product_id: 'A' }] });
  await came({ ...event, name: 'Checkout Started' });
  expect(told).toEqual([]);
  await came(event, event);
  expect(told).toEqual([ada({ ...bought, cart_id: 'c1' })]);
});

it('an order that names no cart is of all that the device was led to', async () => {
  const { told, follows, came, order } = open();
  await follows('phone', 'ada', 'c1');
  await follows('phone', 'ada', 'c2');
  await came(order({ order_id: 'o1' }));
  expect(told).toEqual(['c1', 'c2'].map((cart_id) => ada({ order_id: 'o1', cart_id })));
});

it("nothing is told of a cart that was only guessed, of another, of one's own, or to whoever is not measured", async () => {
  const { told, follows, came, order } = open();
  await follows('phone', 'ada', 'c1');
  await came(
    order({ cart_id: 'c1' }, 'other phone'),
    order({ cart_id: 'c1' }, null),
    order({ cart_id: 'c2' }),
  );
  await follows('phone', 'shy', 'c3');
  await follows('phone', 'stranger', 'c4');
  await came(order({ cart_id: 'c3' }), order({ cart_id: 'c4' }));
  expect(told).toEqual([]);
});
