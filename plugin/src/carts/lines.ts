import { isJsonObject, type Json, type JsonObject } from '../json';
import { moneyOf } from './money';

/** One product of a cart. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  /** Of one piece, as the event said; null where it did not. */
  readonly price: number | null;
}

const MOST_LINES = 50;
const MOST_PIECES = 999;

const idOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value).replaceAll('\0', '').slice(0, 200)
    : '';

const piecesOf = (value: Json | undefined): number => {
  const pieces = Math.trunc(Number(value ?? 1));
  return pieces >= 1 ? Math.min(pieces, MOST_PIECES) : 1;
};

/** One line a product: the newest price, all pieces. More lines than a cart can hold are left out. */
export const joinLines = (lines: readonly CartLine[]): readonly CartLine[] => {
  const joined = new Map<string, CartLine>();
  for (const line of lines) {
    const known = joined.get(line.productId);
    if (!known && joined.size === MOST_LINES) continue;
    joined.set(line.productId, {
      productId: line.productId,
      quantity: Math.min((known?.quantity ?? 0) + line.quantity, MOST_PIECES),
      price: line.price ?? known?.price ?? null,
    });
  }
  return [...joined.values()];
};

/** Without so many pieces of these. */
export const withoutLines = (lines: readonly CartLine[], taken: readonly CartLine[]): readonly CartLine[] =>
  lines.flatMap((line) => {
    const gone = taken.find(({ productId }) => productId === line.productId)?.quantity ?? 0;
    return line.quantity > gone ? [{ ...line, quantity: line.quantity - gone }] : [];
  });

/** The sum of what is in it, by the prices that were said. */
export const worthOf = (lines: readonly CartLine[]): number =>
  lines.reduce((cents, { price, quantity }) => cents + Math.round((price ?? 0) * 100) * quantity, 0) / 100;

const lineOf = (product: JsonObject): readonly CartLine[] => {
  const productId = idOf(product.product_id);
  return productId === ''
    ? []
    : [{ productId, quantity: piecesOf(product.quantity), price: moneyOf(product.price) }];
};

/** Which products an event lists in `products`; undefined where it does not list any. */
export const listedLines = ({ products }: JsonObject): readonly CartLine[] | undefined =>
  Array.isArray(products)
    ? joinLines(
        (products as readonly Json[])
          .slice(0, MOST_LINES)
          .flatMap((product) => (isJsonObject(product) ? lineOf(product) : [])),
      )
    : undefined;

/** The products that an event is about: those it lists, or else the one it names itself. */
export const linesOf = (properties: JsonObject): readonly CartLine[] =>
  listedLines(properties) ?? lineOf(properties);

/** The product that an event itself names, beside those that it lists. */
export const ownLine = lineOf;
