import type { Json } from '../../../../plugin/src/json';
import { ownZone } from '../forms/own-zone';
import type { FieldSchema } from '../forms/schema/schema-field';

const ON = new Set(['next', 'then', 'otherwise', 'failed']);

const blank = (name: string, schema: FieldSchema, next: string): Json => {
  if (ON.has(name)) return next;
  if (schema.default !== undefined) return schema.default;
  if (schema.input === 'zone') return ownZone();
  if (schema.input === 'duration') return '1h';
  if (schema.enum) return schema.enum[0] ?? null;
  if (schema.type === 'array') {
    return Array.from({ length: schema.minItems ?? 0 }, () => blank('', schema.items ?? {}, next));
  }
  if (schema.type === 'object') return blankOptions(schema, next);
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 0;
  return schema.type === 'boolean' ? false : '';
};

/** What a step must have and what is best for a new one, with nothing chosen yet and every way leading on to `next`. */
export const blankOptions = (schema: FieldSchema, next: string): Record<string, Json> => {
  if (!schema.properties) return { next };
  const required = new Set(schema.required ?? []);
  return Object.fromEntries(
    Object.entries(schema.properties)
      .filter(([name, { fresh }]) => required.has(name) || fresh !== undefined)
      .map(([name, property]) => [name, property.fresh ?? blank(name, property, next)]),
  );
};
