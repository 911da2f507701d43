import type { Json } from '../../../plugin/src';

/** What one event may hold beside what it holds already. */
export interface Room {
  readonly bytes: number;
  readonly values: number;
}

/** All values in it, at every depth, itself not counted; as the tracking API counts them. */
export const valuesIn = (value: Json): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const within = Object.values(value) as readonly Json[];
  return within.reduce<number>((sum, one) => sum + 1 + valuesIn(one), 0);
};

export const bytesOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

/** Cuts a list into parts that fit; the first has its own room. An item too large for any part stands alone. */
export const cutList = (items: readonly Json[], first: Room, others: Room): readonly (readonly Json[])[] => {
  const parts: Json[][] = [[]];
  let left = first;
  for (const item of items) {
    const needs = { bytes: bytesOf(item) + 1, values: valuesIn(item) + 1 };
    const part = parts.at(-1)!;
    if (part.length > 0 && (needs.bytes > left.bytes || needs.values > left.values)) {
      parts.push([item]);
      left = { bytes: others.bytes - needs.bytes, values: others.values - needs.values };
    } else {
      part.push(item);
      left = { bytes: left.bytes - needs.bytes, values: left.values - needs.values };
    }
  }
  return parts;
};
