import type { EventFact } from '../conditions';
import { textAt } from '../json';
import { linesOf, worthOf } from './lines';
import { currencyOf, moneyOf } from './money';

/** Something that was bought, as `Order Completed` tells of it. */
export interface Order {
  /** `order_id`: the same one of a person is the same order, however often it is told; null where none was said. */
  readonly id: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What was paid, in hundredths. */
  readonly cents: number;
  /** `EUR`; null where none was said. */
  readonly currency: string | null;
}

/** In which properties shops say what was paid, the surest first (Segment's e-commerce vocabulary has all of them). */
const AMOUNTS = ['total', 'revenue', 'value'] as const;

/** The order that an event tells of; undefined for any other event. Without an amount it is the sum of its products. */
export const orderOf = ({ name, at, properties }: EventFact): Order | undefined => {
  if (name !== 'Order Completed') return undefined;
  const said = AMOUNTS.map((amount) => moneyOf(properties[amount])).find((amount) => amount !== null);
  return {
    id: textAt(properties, 'order_id') || null,
    at,
    cents: Math.round((said ?? worthOf(linesOf(properties))) * 100),
    currency: currencyOf(properties.currency),
  };
};
