import { isJsonObject, type Json, type JsonObject } from '../json';

/** Traits of one person, as JSON text, may not be longer: they travel with every decision. */
export const TRAITS_LIMIT = 32 * 1024;

/** Shallow, as Segment's identify: a later value replaces the whole earlier one, and null deletes it. */
export const mergeTraits = (traits: JsonObject, changes: JsonObject): JsonObject => {
  const merged: Record<string, Json> = { ...traits };
  for (const [key, value] of Object.entries(changes)) {
    // As an own property: a trait called `__proto__` is a trait like any other.
    if (value === null) delete merged[key];
    else Object.defineProperty(merged, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return merged;
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');

/** The name that stands in lists: `name`, or first and last name, in Segment's and in CRMs' spelling. */
export const nameOf = (traits: JsonObject): string => {
  const first = text(traits.firstName) || text(traits.first_name) || text(traits.firstname);
  const last = text(traits.lastName) || text(traits.last_name) || text(traits.lastname);
  const name = isJsonObject(traits.name) ? '' : text(traits.name);
  return name || [first, last].filter(Boolean).join(' ');
};
