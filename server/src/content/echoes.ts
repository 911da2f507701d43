import { checkOverride, readExperience, type Json } from '../../../plugin/src';
import type { Shapes } from './shape';
import { isPlain } from './plain';

/** GraphQL hands over longs and dates as such. */
const asJson = (value: unknown): Json => {
  if (typeof value === 'bigint') return String(value);
  return (value instanceof Date ? value.toISOString() : value) as Json;
};

/**
 * A client that reads an entry as somebody sees it and sends it back would write a variant's text over the entry's
 * own, for everybody to see. So a value that is word for word a variant's, of an experience that is stored and not
 * sent along, is left out of the write. `stored` holds the entry's experience in its draft and as published.
 */
export const withoutEchoes = (
  data: unknown,
  uid: string,
  shapes: Shapes,
  stored: readonly unknown[],
): unknown => {
  const shape = shapes.of(uid);
  if (!isPlain(data) || shape?.experience === undefined || data[shape.experience] !== undefined) return data;
  const variants = stored.flatMap((value) => readExperience(value)?.variants ?? []);
  const isEcho = (name: string, value: unknown): boolean => {
    const attribute = shape.overridable.get(name);
    if (!attribute || value === undefined) return false;
    const verdict = checkOverride(attribute, asJson(value));
    const kept = 'value' in verdict ? JSON.stringify(verdict.value) : undefined;
    return variants.some(
      ({ overrides }) => Object.hasOwn(overrides, name) && JSON.stringify(overrides[name]) === kept,
    );
  };
  const left = Object.entries(data).filter(([name, value]) => !isEcho(name, value));
  return left.length === Object.keys(data).length ? data : Object.fromEntries(left);
};

/** Whether the write of this data may hold an echo: what is stored must then be read. */
export const mayEcho = (data: unknown, uid: string, shapes: Shapes): boolean => {
  const shape = shapes.of(uid);
  return (
    isPlain(data) &&
    shape?.experience !== undefined &&
    data[shape.experience] === undefined &&
    Object.keys(data).some((name) => shape.overridable.has(name))
  );
};
