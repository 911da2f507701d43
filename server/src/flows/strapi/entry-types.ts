import type { Core } from '@strapi/strapi';

/** What an entry holds itself; what it is related to is another entry's. */
const PLAIN = new Set([
  ...['string', 'text', 'richtext', 'email', 'uid', 'enumeration', 'date', 'time', 'datetime', 'timestamp'],
  ...['integer', 'biginteger', 'float', 'decimal', 'boolean', 'json'],
]);

/** Whether a field of this type is looked at when an entry changes. */
export const isPlainField = (type: string | undefined): boolean => type !== undefined && PLAIN.has(type);

export type EntryTypes = readonly {
  readonly type: string;
  readonly name: string;
  readonly fields: readonly string[];
}[];

type Attributes = Readonly<Record<string, { readonly type?: string }>>;

/** The application's own types, with the fields that a flow can look at. */
export const entryTypes = (strapi: Core.Strapi): EntryTypes =>
  Object.values(strapi.contentTypes)
    .filter(({ uid }) => uid.startsWith('api::'))
    .map(({ uid, info, attributes }) => ({
      type: uid,
      name: info.displayName,
      fields: Object.entries(attributes as Attributes).flatMap(([name, { type }]) =>
        isPlainField(type) ? [name] : [],
      ),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
