import { isJsonObject, type EventFact, type Json, type JsonObject } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { People, PersonFacts } from '../person';

export type ProductFields = Readonly<Record<string, JsonObject>>;

/** Where the fields of entries lie that events call products. */
export interface ProductStore {
  /** By product id; ids that no entry has are missing. */
  find(tx: Tx | null, ids: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /** Fields of some entries, those made last. */
  sample(limit: number): Promise<readonly JsonObject[]>;
}

/** The fields of products, remembered for a while. */
export interface Products {
  of(tx: Tx | null, ids: ReadonlySet<string>): Promise<ProductFields>;
  /** An entry was written. */
  forget(): void;
}

interface Needs {
  readonly store: ProductStore;
  readonly now: Clock;
  /** How many are remembered at most. */
  readonly most?: number;
}

const MOST = 20_000;
/** Another process may have written an entry: nothing older is believed. */
const KEPT_MS = 60_000;

interface Remembered {
  readonly at: number;
  /** Null for an id that no entry has: it is not looked for at each event. */
  readonly fields: JsonObject | null;
}

export const createProducts = ({ store, now, most = MOST }: Needs): Products => {
  let known = new Map<string, Remembered>();

  const remember = (into: Map<string, Remembered>, id: string, one: Remembered): void => {
    into.delete(id);
    into.set(id, one);
    const oldest = into.keys().next();
    if (into.size > most && !oldest.done) into.delete(oldest.value);
  };

  return {
    async of(tx, ids) {
      // What is forgotten while the database is asked takes this map with it: the answer then dies with its question.
      const memory = known;
      const at = now();
      const fields: Record<string, JsonObject> = Object.create(null) as Record<string, JsonObject>;
      const missing: string[] = [];
      for (const id of ids) {
        const one = memory.get(id);
        if (!one || at - one.at >= KEPT_MS) missing.push(id);
        else if (one.fields) fields[id] = one.fields;
      }
      if (missing.length === 0) return fields;
      const found = await store.find(tx, missing);
      for (const id of missing) {
        const one = found.get(id) ?? null;
        remember(memory, id, { at, fields: one });
        if (one) fields[id] = one;
      }
      return fields;
    },
    forget() {
      known = new Map();
    },
  };
};

const idIn = (part: Json | undefined): readonly string[] => {
  if (!isJsonObject(part)) return [];
  const { product_id: id } = part;
  return typeof id === 'string' || typeof id === 'number' ? [String(id)] : [];
};

/** The ids of products in a history: the `product_id` of each event's properties, and of each item of its `products`. */
export const productIdsIn = (events: Readonly<Record<string, readonly EventFact[]>>): readonly string[] =>
  Object.values(events)
    .flat()
    .flatMap(({ properties }) => {
      const { products } = properties;
      return [...idIn(properties), ...(Array.isArray(products) ? products.flatMap(idIn) : [])];
    });

/** People whose facts hold the fields of what they dealt with, where a condition asks for such; read once for them all. */
export const withProducts = (people: People, products: Pick<Products, 'of'>): People => ({
  ...people,
  async facts(...asked) {
    const [tx, , wanted] = asked;
    const found = await people.facts(...asked);
    if (!wanted.products || wanted.products.size === 0) return found;
    const ids = new Set(found.flatMap(({ events }) => productIdsIn(events)));
    const fields = await products.of(tx, ids);
    return found.map((person): PersonFacts => ({ ...person, products: fields }));
  },
});
