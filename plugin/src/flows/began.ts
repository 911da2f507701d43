import { currencyOf, linesOf, moneyOf } from '../carts';
import type { EventFact } from '../conditions';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { FlowDefinition } from './flow';
import { triggerOf } from './triggers/behaviours';

interface ToldProduct {
  readonly id: string;
  /** As the event calls it; null where it does not. */
  readonly name: string | null;
  readonly quantity: number;
}

interface ToldProperty {
  readonly name: string;
  readonly value: string;
}

/** What an event was about: as much of its properties as tells a reader something. */
export interface ToldEvent {
  readonly products: readonly ToldProduct[];
  readonly value: number | null;
  /** `EUR` */
  readonly currency: string | null;
  readonly properties: readonly ToldProperty[];
}

const MOST_PRODUCTS = 5;
const MOST_PROPERTIES = 4;
const LONGEST = 80;

const AMOUNTS = ['value', 'total', 'revenue'] as const;
/** Told by themselves, or of a single product. */
const TOLD_APART = new Set<string>([...AMOUNTS, 'currency', 'quantity', 'products']);
/** Names by which machines know something, and addresses. */
const TELLS_NOBODY = /(^|_)id$|[a-z]Id$|(^|_)(url|href|image|token|hash)$|^(type|sku)$/;

const asText = (value: Json | undefined): string => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = String(value).trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

const productsOf = (properties: JsonObject): readonly ToldProduct[] => {
  const listed = Array.isArray(properties.products) ? (properties.products as readonly Json[]) : [properties];
  const names = new Map(
    listed.flatMap((each) =>
      isJsonObject(each) && asText(each.name) ? [[String(each.product_id), asText(each.name)] as const] : [],
    ),
  );
  return linesOf(properties)
    .slice(0, MOST_PRODUCTS)
    .map(({ productId, quantity }) => ({ id: productId, name: names.get(productId) ?? null, quantity }));
};

/** What of an entry says which it is. */
const entryOf = ({ entry }: JsonObject): JsonObject => {
  if (!isJsonObject(entry)) return {};
  const [called] = ['title', 'name'].filter((name) => asText(entry[name]) !== '');
  const value = called === undefined ? undefined : entry[called];
  return called === undefined || value === undefined ? {} : { [called]: value };
};

/** `hidden`: which properties nobody may be told. */
export const tellEvent = (
  { properties: all }: EventFact,
  hidden: (path: string) => boolean = () => false,
): ToldEvent => {
  const properties = Object.fromEntries(
    Object.entries({ ...all, ...entryOf(all) }).filter(([name]) => !hidden(name)),
  ) as JsonObject;
  const products = productsOf(properties);
  const named = Array.isArray(properties.products) || products.length === 0 ? [] : ['name'];
  const told = Object.entries(properties)
    .filter(([name]) => !TOLD_APART.has(name) && !named.includes(name) && !TELLS_NOBODY.test(name))
    .map(([name, value]): ToldProperty => ({ name, value: asText(value) }));
  return {
    products,
    value: AMOUNTS.map((name) => moneyOf(properties[name])).find((amount) => amount !== null) ?? null,
    currency: currencyOf(properties.currency),
    properties: told.filter(({ value }) => value !== '').slice(0, MOST_PROPERTIES),
  };
};

/** Why somebody came into a flow by this event, as the rest of a sentence. */
export const describeBegan = (definition: FlowDefinition, { name }: EventFact): string =>
  triggerOf(definition).began?.(definition.trigger as never) ?? `because “${name}” happened`;
