import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Filter } from './condition';
import type { EventFact, Facts } from './facts';
import { pathsOf } from './filter';
import { pathReader } from './filter/path';
import { compileWhere } from './groups';
import type { KindTools } from './kind';

const PRODUCT = 'product.';
/** The list of the e-commerce events: each item of it has a `product_id` of its own. */
const ITEMS = 'products';
const productId = pathReader('product_id');
const itemsIn = pathReader(ITEMS);

/** What is said of an event: whether it passes, or a value in it. */
export type OfEvent<T> = (event: EventFact, facts: Facts) => T;

/** The fields of products that these paths name, without the `product.` before them. */
export const productFields = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => path.startsWith(PRODUCT)).map((path) => path.slice(PRODUCT.length));

/** The filters that an item of the list must pass, wherever they stand in a filter or a test. */
const itemFiltersIn = (part: unknown, isItems: boolean): readonly Filter[] => {
  if (Array.isArray(part)) return part.flatMap((one) => itemFiltersIn(one, isItems));
  if (!isJsonObject(part as Json)) return [];
  return Object.entries(part as JsonObject).flatMap(([key, value]): readonly Filter[] => {
    if (isItems && key === '$elemMatch') return isJsonObject(value) ? [value] : [];
    return itemFiltersIn(value, key.startsWith('$') ? isItems : key === ITEMS);
  });
};

const itemFields = (where: Filter): readonly string[] =>
  productFields(itemFiltersIn(where, false).flatMap(pathsOf));

/** The fields of products that a filter looks at: of the event's own, and of those in its list. */
export const productFieldsIn = (where: Filter | undefined): readonly string[] =>
  where ? [...productFields(pathsOf(where)), ...itemFields(where)] : [];

/** The entry that a `product_id` names; null when it names none that is known. */
const productOf = (properties: unknown, { products }: Facts): JsonObject | null => {
  const id = productId(properties);
  if (!products || (typeof id !== 'string' && typeof id !== 'number')) return null;
  return (Object.hasOwn(products, id) ? products[id] : null) ?? null;
};

/** Whether an event passes a filter on its properties and on its product's fields. */
export const compileMatch = (
  where: Filter | undefined,
  tools: Pick<KindTools, 'groups' | 'patterns'>,
): OfEvent<boolean> | undefined => {
  if (!where) return undefined;
  const passes = compileWhere(where, tools, tools.patterns);
  const isOwn = productFields(pathsOf(where)).length > 0;
  const isOfItems = itemFields(where).length > 0;
  if (!isOwn && !isOfItems) return ({ properties }, facts) => passes(properties, facts);
  return ({ properties }, facts) =>
    passes(
      {
        ...properties,
        ...(isOwn && { product: productOf(properties, facts) }),
        ...(isOfItems && { [ITEMS]: itemsWithProducts(properties, facts) }),
      },
      facts,
    );
};

const itemsWithProducts = (properties: unknown, facts: Facts): unknown => {
  const items = itemsIn(properties);
  if (!Array.isArray(items)) return items;
  return items.map((item: unknown) =>
    isJsonObject(item as Json) ? { ...(item as JsonObject), product: productOf(item, facts) } : item,
  );
};

/** The value at a path of an event's properties, or of its product's fields; null when there is none. */
export const eventReader = (path: string): OfEvent<Json> => {
  if (!path.startsWith(PRODUCT)) {
    const read = pathReader(path);
    return ({ properties }) => read(properties) as Json;
  }
  const read = pathReader(path.slice(PRODUCT.length));
  return ({ properties }, facts) => read(productOf(properties, facts)) as Json;
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
