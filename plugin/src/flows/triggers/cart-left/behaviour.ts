import { ABOUT_CARTS, CART_EVENTS, cartProperties, cartsOf, isLive, type Cart } from '../../../carts';
import type { EventFact } from '../../../conditions';
import { describeDuration, parseDuration } from '../../../duration';
import type { CartLeftTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

/** Only what is worth more, where the flow says so; a cart in another currency is none of these. */
const isWorthIt = ({ value, currency }: Cart, { over, currency: wanted }: CartLeftTrigger): boolean =>
  (over === undefined || value > over) && (wanted === undefined || currency === null || currency === wanted);

/** The cart as the event that nobody sent. */
const leftEvent = (cart: Cart): EventFact => ({
  ...{ name: 'Cart Left', at: cart.movedAt, properties: cartProperties(cart) },
});

export const cartLeft: FlowTriggerBehaviour<CartLeftTrigger> = {
  kind: 'cart-left',
  foresees(options, facts, now) {
    const lasts = parseDuration(options.for) ?? 0;
    return cartsOf(facts.events)
      .filter((cart) => isLive(cart) && cart.lines.length > 0 && isWorthIt(cart, options))
      .filter(({ movedAt }) => movedAt + lasts > now)
      .map((cart) => ({ key: cart.id, at: cart.movedAt + lasts, event: leftEvent(cart) }));
  },
  already({ for: lasts }, { since, now }) {
    const ago = parseDuration(lasts) ?? 0;
    return { of: 'cart', after: since - ago, upTo: now - ago, enough: false };
  },
  // The order may have come in the very turn that would begin.
  stillHolds: (_options, facts, { key, event }) =>
    cartsOf(facts.events).some((cart) => cart.id === key && isLive(cart) && cart.movedAt === event?.at),
  lapse: {
    when: 'the cart is emptied or ordered',
    // By all of them: no single event says of a bare removal that it was the last.
    has: (events, { key }) =>
      cartsOf(events).some(({ id, state }) => id === key && (state === 'emptied' || state === 'ordered')),
  },
  hears: () => CART_EVENTS,
  keyPath: () => 'cart_id',
  about: () => ABOUT_CARTS,
  began: ({ for: lasts }) => `because a cart was left for ${describeDuration(lasts)}`,
  describe({ for: lasts, over, currency }) {
    const worth = over === undefined ? '' : ` worth more than ${[over, currency].filter(Boolean).join(' ')}`;
    const kept = over === undefined && currency ? ` in ${currency}` : worth;
    return `When a cart${kept} has been left for ${describeDuration(lasts)}, once for each cart_id`;
  },
};
