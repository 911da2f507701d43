import type { EventFact } from '../conditions';
import { eventsNamed, type History } from './history';
import type { RfmScoring } from './scoring';

export const DAY = 86_400_000;
const CENTS = 100;

export interface RfmValues {
  /** Whole days since the last order; null for who never ordered. */
  readonly recency: number | null;
  /** How many orders. */
  readonly frequency: number;
  /** What they add up to, to the cent. */
  readonly monetary: number;
}

/** The first of the properties that is a number; text that is one counts as it. */
const amountIn = ({ properties }: EventFact, names: readonly string[]): number => {
  for (const name of names) {
    // What is no object has no amount: an event that a script sent need not be what was agreed.
    const value = Object.hasOwn(Object(properties) as object, name) ? properties[name] : undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
  }
  return 0;
};

/** Recency, frequency and monetary value of somebody's orders up to a moment. */
export const rfmValues = (events: History, now: number, { event, amount }: RfmScoring): RfmValues => {
  const orders = eventsNamed(events, event).filter(({ at }) => at <= now);
  const last = orders.at(-1);
  const sum = orders.reduce((total, order) => total + amountIn(order, amount), 0);
  return {
    recency: last ? Math.floor((now - last.at) / DAY) : null,
    frequency: orders.length,
    monetary: Math.round(sum * CENTS) / CENTS,
  };
};
