import { isJsonObject, type Json } from './json';

/** Whether two values say the same as JSON: the order of names says nothing, nor does a name without a value. */
export const sameJson = (one: Json | undefined, other: Json | undefined): boolean => {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => sameJson(each as Json, other[at] as Json));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    sameJson(one[name], other[name]),
  );
};
