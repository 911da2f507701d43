import type { Json } from '../json';

const MOST_PRICE = 1e9;

const isMoney = (value: Json | undefined): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
  Number(value) >= 0 &&
  Number(value) <= MOST_PRICE;

/** An amount, to the cent; null for what is none. */
export const moneyOf = (value: Json | undefined): number | null =>
  isMoney(value) ? Math.round(Number(value) * 100) / 100 : null;

/** `EUR`; null for what is no such code. */
export const currencyOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? value.toUpperCase() : null;
