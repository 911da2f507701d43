import type { Json, JsonObject } from '../json';
import type { Filter } from './condition';
import type { EventFact, Facts } from './facts';
import { compileFilter, pathsOf } from './filter';
import { pathReader } from './filter/path';

const PRODUCT = 'product.';
const productId = pathReader('product_id');

/** What is said of an event: whether it passes, or a value in it. */
export type OfEvent<T> = (event: EventFact, facts: Facts) => T;

/** The fields of products that these paths name, without the `product.` before them. */
export const productFields = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => path.startsWith(PRODUCT)).map((path) => path.slice(PRODUCT.length));

/** The entry that the event's `product_id` names; null when it names none that is known. */
const productOf = ({ properties }: EventFact, { products }: Facts): JsonObject | null => {
  const id = productId(properties);
  if (!products || (typeof id !== 'string' && typeof id !== 'number')) return null;
  return (Object.hasOwn(products, id) ? products[id] : null) ?? null;
};

/** Whether an event passes a filter on its properties and on its product's fields. */
export const compileMatch = (where: Filter | undefined): OfEvent<boolean> | undefined => {
  if (!where) return undefined;
  const passes = compileFilter(where);
  if (productFields(pathsOf(where)).length === 0) {
    return ({ properties }, { groups }) => passes(properties, groups);
  }
  return (event, facts) => passes({ ...event.properties, product: productOf(event, facts) }, facts.groups);
};

/** The value at a path of an event's properties, or of its product's fields; null when there is none. */
export const eventReader = (path: string): OfEvent<Json> => {
  if (!path.startsWith(PRODUCT)) {
    const read = pathReader(path);
    return ({ properties }) => read(properties) as Json;
  }
  const read = pathReader(path.slice(PRODUCT.length));
  return (event, facts) => read(productOf(event, facts)) as Json;
};

/** A number, or text that reads as one; null for all else. */
export const numberIn = (value: Json | undefined): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** What makes two values the same: 7 and "7" name one product. */
export const sameness = (value: Json): string | null => {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
