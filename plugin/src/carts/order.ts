import type { EventFact } from '../conditions';
import { textAt, type Json, type JsonObject } from '../json';
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

/** Money that was given back, as `Order Refunded` or `Order Cancelled` tells of it. */
export interface Refund {
  readonly orderId: string;
  /** `refund_id`: the same one of an order is the same refund, however often it is told; null where none was said. */
  readonly id: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** In hundredths; null for all of the order. */
  readonly cents: number | null;
  /** Null where none was said: it is the order's. */
  readonly currency: string | null;
}

/** In which properties shops say what was paid, the surest first (Segment's e-commerce vocabulary has all of them). */
const AMOUNTS = ['total', 'revenue', 'value'] as const;

const saidIn = (properties: JsonObject, read = moneyOf): number | undefined =>
  AMOUNTS.map((amount) => read(properties[amount])).find((amount) => amount !== null) ?? undefined;

const centsOf = (amount: number): number => Math.round(amount * 100);

/** The order that an event tells of; undefined for any other event. Without an amount it is the sum of its products. */
export const orderOf = ({ name, at, properties }: EventFact): Order | undefined => {
  if (name !== 'Order Completed') return undefined;
  return {
    id: textAt(properties, 'order_id') || null,
    at,
    cents: centsOf(saidIn(properties) ?? worthOf(linesOf(properties))),
    currency: currencyOf(properties.currency),
  };
};

/** Some shops write what is given back below zero. */
const givenBack = (value: Json | undefined): number | null =>
  moneyOf(
    typeof value === 'number'
      ? Math.abs(value)
      : typeof value === 'string'
        ? value.replace(/^\s*-/, '')
        : value,
  );

/**
 * What an event says was given back of an order; undefined for any other event, and for one that names no order. Without
 * an amount it is the sum of the products that it names, and all of the order where it names none.
 */
export const refundOf = ({ name, at, properties }: EventFact): Refund | undefined => {
  const orderId = textAt(properties, 'order_id');
  if (!orderId || (name !== 'Order Refunded' && name !== 'Order Cancelled')) return undefined;
  const lines = linesOf(properties);
  const said = saidIn(properties, givenBack) ?? (lines.length > 0 ? worthOf(lines) : undefined);
  const isAll = name === 'Order Cancelled' || said === undefined;
  const id = textAt(properties, 'refund_id') || null;
  return { orderId, id, at, cents: isAll ? null : centsOf(said), currency: currencyOf(properties.currency) };
};

/**
 * Whether both tell of one refund. Without an id, two parts of one amount that were given back one after the other are
 * two; the same amount at the same moment was told again.
 */
export const isSameRefund = (a: Refund, b: Refund): boolean => {
  if (a.orderId !== b.orderId || a.id !== b.id) return false;
  return a.id !== null || (a.at === b.at && a.cents === b.cents && a.currency === b.currency);
};
