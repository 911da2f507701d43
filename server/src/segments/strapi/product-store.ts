import type { Core, UID } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { Json, JsonObject } from '../../../../plugin/src';
import type { AttuneConfig } from '../../strapi/config';
import { chunksOf, fromJson, knexOf } from '../../strapi/database';
import type { ProductStore } from '..';

interface Column {
  readonly name: string;
  readonly column: string;
  readonly type: string;
}

type Row = Readonly<Record<string, unknown>>;

const NUMBERS = new Set(['integer', 'biginteger', 'float', 'decimal']);
const TEXTS = new Set(['string', 'text', 'richtext', 'email', 'uid', 'enumeration', 'date', 'time']);
const OTHERS = new Set(['boolean', 'json', 'datetime', 'timestamp']);
const WHOLE = /^-?\d{1,15}$/;

const isFit = ({ type }: { readonly type: string }): boolean =>
  NUMBERS.has(type) || TEXTS.has(type) || OTHERS.has(type);

const fault = (why: string): Error =>
  new Error(`The attune plugin's configuration is not valid:\n  catalogue.fields: ${why}`);

/** Each database's driver has its own idea of a value; conditions know one. */
const valueOf = (value: unknown, type: string): Json => {
  if (value === null || value === undefined) return null;
  if (NUMBERS.has(type)) return Number(value);
  if (type === 'boolean') return Boolean(value);
  if (type === 'json') return typeof value === 'string' ? fromJson<Json>(value) : (value as Json);
  if (type === 'datetime' || type === 'timestamp')
    return new Date(value as string | number | Date).toISOString();
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
};

/**
 * The fields that the configuration allows, of published entries, on the transaction's own connection: on SQLite
 * there is no other while it lasts. Undefined when no field is allowed. Throws for a field that does not exist or
 * holds no plain value.
 */
export const createProductStore = (
  strapi: Core.Strapi,
  db: Knex,
  { type, id, fields }: AttuneConfig['catalogue'],
): ProductStore | undefined => {
  if (fields.length === 0) return undefined;
  const model = strapi.contentTypes[type as UID.ContentType];
  if (!model) throw fault(`there is no content type "${type}" (catalogue.type).`);
  const { tableName, attributes } = strapi.db.metadata.get(type);
  const columnOf = (name: string): Column => {
    const attribute = attributes[name] as { type: string; columnName?: string } | undefined;
    if (!attribute) throw fault(`"${type}" has no field "${name}".`);
    if (!isFit(attribute))
      throw fault(`"${name}" of "${type}" is a ${attribute.type}: wanted a plain value.`);
    return { name, type: attribute.type, column: attribute.columnName ?? name };
  };
  const key = columnOf(id);
  const columns = fields.map(columnOf);
  const publishes = model.options?.draftAndPublish === true;
  const fieldsOf = (row: Row): JsonObject =>
    Object.fromEntries(columns.map(({ name, column, type: kind }) => [name, valueOf(row[column], kind)]));

  const published = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
    publishes ? query.whereNotNull('published_at') : query;

  return {
    async sample(limit) {
      const rows = (await published(db<Row>(tableName).orderBy('id', 'desc').limit(limit)).select(
        columns.map(({ column }) => column),
      )) as Row[];
      return rows.map(fieldsOf);
    },
    async find(tx, ids) {
      const found = new Map<string, JsonObject>();
      const fit = NUMBERS.has(key.type) ? ids.filter((one) => WHOLE.test(one)) : ids;
      for (const chunk of chunksOf(fit)) {
        const query = (tx ? knexOf(tx) : db)<Row>(tableName)
          .whereIn(key.column, chunk)
          .orderBy('id')
          .select(['id', key.column, ...columns.map(({ column }) => column)]);
        const rows = (await published(query)) as Row[];
        // Where there are several, as in other languages, the one that was made first speaks.
        for (const row of rows) {
          const name = String(row[key.column]);
          if (!found.has(name)) found.set(name, fieldsOf(row));
        }
      }
      return found;
    },
  };
};

const WRITES = [
  'afterCreate',
  'afterCreateMany',
  'afterUpdate',
  'afterUpdateMany',
  'afterDelete',
  'afterDeleteMany',
] as const;

/** Calls at each write of an entry: at once, and again when its transaction has ended, for who read in between. */
export const onProductWritten = (strapi: Core.Strapi, type: string, call: () => void): void => {
  const written = async (): Promise<void> => {
    call();
    if (!strapi.db.inTransaction()) return;
    await strapi.db.transaction(async ({ onCommit }) => onCommit(call));
  };
  strapi.db.lifecycles.subscribe({
    models: [type],
    ...Object.fromEntries(WRITES.map((action) => [action, written])),
  });
};
