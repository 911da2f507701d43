import type { EventFact, Facts } from '../conditions';
import { textAt } from '../json';
import { isLive, type Cart } from './cart';
import { joinLines, listedLines, ownLine, withoutLines, worthOf, type CartLine } from './lines';
import { currencyOf, moneyOf } from './money';

/** What an event does to a cart: the names are those of Segment's e-commerce vocabulary, and the common ones beside it. */
const MOVES = {
  'Product Added': 'fill',
  'Product Removed': 'take',
  'Cart Viewed': 'see',
  'Cart Updated': 'see',
  'Checkout Started': 'checkout',
  'Checkout Step Viewed': 'checkout',
  'Checkout Step Completed': 'checkout',
  'Payment Info Entered': 'checkout',
  'Order Completed': 'order',
  'Cart Emptied': 'empty',
  'Cart Cleared': 'empty',
} as const;

type Move = (typeof MOVES)[keyof typeof MOVES];

/** The events that a cart is made of. */
export const CART_EVENTS: readonly string[] = Object.keys(MOVES);

/** Nobody fills more; a browser key is public. The others are those that were moved longest ago. */
export const MOST_CARTS = 50;

const moveOf = (name: string): Move | undefined =>
  Object.hasOwn(MOVES, name) ? MOVES[name as keyof typeof MOVES] : undefined;

/** What flows about carts have in common. */
export const ABOUT_CARTS = 'cart';

export const isCartEvent = ({ name }: Pick<EventFact, 'name'>): boolean => moveOf(name) !== undefined;

/** The cart that an event names, in the spelling by which runs are kept apart. */
export const cartIdOf = ({ properties }: Pick<EventFact, 'properties'>): string | null =>
  textAt(properties, 'cart_id') || null;

/** An order of which no cart is known stands for one. */
const orderIdOf = ({ properties }: EventFact): string | null => {
  const order = textAt(properties, 'order_id');
  return order && `order ${order}`;
};

const linesAfter = (
  lines: readonly CartLine[],
  move: Move,
  { properties }: EventFact,
): readonly CartLine[] => {
  if (move === 'empty') return [];
  const listed = listedLines(properties);
  if (listed) return listed;
  if (move === 'fill') return joinLines([...lines, ...ownLine(properties)]);
  if (move !== 'take') return lines;
  const { quantity } = properties;
  const own = ownLine(properties);
  // Without a number all of it is gone.
  return withoutLines(
    lines,
    quantity === undefined ? own.map((line) => ({ ...line, quantity: Number.POSITIVE_INFINITY })) : own,
  );
};

/** An order may be followed by a look at the cart it was made of: only what is put in begins it anew. */
const reopens = (before: Cart, move: Move, lines: readonly CartLine[]): boolean =>
  lines.length > 0 && (move === 'fill' || before.state === 'emptied');

const stateAfter = (before: Cart | undefined, move: Move, lines: readonly CartLine[]): Cart['state'] => {
  if (move === 'order') return 'ordered';
  if (move === 'checkout') return 'checkout';
  if (lines.length === 0) return 'emptied';
  if (!before) return 'open';
  return JSON.stringify(before.lines) === JSON.stringify(lines) ? before.state : 'updated';
};

/** One cart after one event that concerns it. */
const moved = (known: Cart | undefined, id: string, move: Move, event: EventFact): Cart => {
  const { properties, at } = event;
  const before = known && isLive(known) ? known : undefined;
  const lines = linesAfter(before?.lines ?? (move === 'order' ? (known?.lines ?? []) : []), move, event);
  if (known && !before && move !== 'order' && !reopens(known, move, lines)) return known;
  const whole = listedLines(properties) !== undefined && move !== 'empty';
  return {
    id,
    state: stateAfter(before, move, lines),
    lines,
    value: (whole ? moneyOf(properties.value) : null) ?? worthOf(lines),
    currency: currencyOf(properties.currency) ?? known?.currency ?? null,
    openedAt: before?.openedAt ?? (move === 'order' ? known?.openedAt : undefined) ?? at,
    movedAt: at,
  };
};

const newestFirst = (a: Cart, b: Cart): number => b.movedAt - a.movedAt || (a.id < b.id ? -1 : 1);

/** An order that names no cart is an order of all that stand open; a checkout is of the one last moved. */
const unnamed = (carts: ReadonlyMap<string, Cart>, move: Move): readonly Cart[] => {
  const live = [...carts.values()].filter(isLive).sort(newestFirst);
  return move === 'order' || move === 'empty' ? live : move === 'checkout' ? live.slice(0, 1) : [];
};

/** What happened at one moment happened in the order of `MOVES`: an order is of what was put in. */
const inOrder = (a: EventFact, b: EventFact): number =>
  a.at - b.at || CART_EVENTS.indexOf(a.name) - CART_EVENTS.indexOf(b.name);

/**
 * A person's carts, the last moved first, after more of their events. Pure. Every event is later than what the carts
 * have seen; where one is not, they are to be folded anew from all.
 */
export const foldCarts = (carts: readonly Cart[], events: readonly EventFact[]): readonly Cart[] => {
  const known = new Map(carts.map((cart) => [cart.id, cart]));
  for (const event of events.filter(isCartEvent).sort(inOrder)) {
    const move = moveOf(event.name);
    if (move === undefined) continue;
    const meant = cartIdOf(event) === null ? unnamed(known, move) : [];
    const id = cartIdOf(event) ?? (move === 'order' && meant.length === 0 ? orderIdOf(event) : null);
    if (id !== null) known.set(id, moved(known.get(id), id, move, event));
    // What it lists is of all of them together: each keeps its own.
    for (const cart of meant) known.set(cart.id, moved(cart, cart.id, move, { ...event, properties: {} }));
  }
  return [...known.values()].sort(newestFirst).slice(0, MOST_CARTS);
};

/** A person's carts by all that is known of them. */
export const cartsOf = (events: Facts['events']): readonly Cart[] =>
  foldCarts(
    [],
    CART_EVENTS.flatMap((name) => events[name] ?? []),
  );
