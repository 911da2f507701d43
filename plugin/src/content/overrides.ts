import { isJsonObject, type Json } from '../json';
import { isInstant } from './audience';

/** The little of an attribute's schema that says what may stand in it. */
export interface OverrideAttribute {
  readonly type?: string;
  readonly private?: boolean;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly enum?: readonly string[];
}

type Verdict = { readonly value: Json } | { readonly fault: string };

/** By Strapi's attribute type: the value as it is kept, or what is wanted instead. */
const TYPES: Readonly<Record<string, (value: Json, attribute: OverrideAttribute) => Verdict>> = {
  string: (value) => text(value),
  text: (value) => text(value),
  richtext: (value) => text(value),
  email: (value) => text(value),
  blocks: (value) =>
    Array.isArray(value) && value.every(isJsonObject)
      ? { value }
      : { fault: 'a list of text blocks is wanted.' },
  enumeration: (value, { enum: values = [] }) =>
    values.includes(value as string) ? { value } : { fault: `one of ${values.join(', ')} is wanted.` },
  boolean: (value) => (typeof value === 'boolean' ? { value } : { fault: 'true or false is wanted.' }),
  integer: (value) => (Number.isSafeInteger(value) ? { value } : { fault: 'a whole number is wanted.' }),
  biginteger: (value) =>
    Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,19}$/.test(value))
      ? { value: String(value) }
      : { fault: 'a whole number is wanted.' },
  float: (value) => number(value),
  decimal: (value) => number(value),
  date: (value) => pattern(value, /^\d{4}-\d{2}-\d{2}$/, 'a date is wanted, as 2027-01-31.'),
  time: (value) => {
    const parts = /^(\d{2}:\d{2})(:\d{2})?(\.\d{1,3})?$/.exec(String(value));
    if (!parts) return { fault: 'a time is wanted, as 18:30.' };
    const [, minutes, seconds = ':00', rest = '.'] = parts;
    return { value: `${minutes}${seconds}${rest.padEnd(4, '0')}` };
  },
  datetime: (value) =>
    isInstant(value)
      ? { value: new Date(value).toISOString() }
      : { fault: 'a date with a time and a zone is wanted, as 2027-01-31T18:00:00Z.' },
  media: (value, { multiple }) => {
    const ids = filesIn(value);
    if (!ids) return { fault: 'files are named by their ids.' };
    if (multiple) return { value: ids };
    return ids.length > 1 ? { fault: 'one file is wanted.' } : { value: ids[0] ?? null };
  },
};

/** Where an entry is found must not depend on who looks. */
const ROUTING = new Set(['slug', 'uid', 'documentId', 'locale', 'createdAt', 'updatedAt', 'publishedAt']);

/** Whether a variant may have a value of its own here. */
export const isOverridable = (name: string, attribute: OverrideAttribute): boolean =>
  !ROUTING.has(name) && !attribute.private && Object.hasOwn(TYPES, attribute.type ?? '');

/** The value as it is kept, or what is wrong with it. */
export const checkOverride = (attribute: OverrideAttribute, value: Json): Verdict => {
  const isEmpty = value === null || (attribute.type === 'media' && filesIn(value)?.length === 0);
  if (isEmpty && attribute.required) return { fault: 'the field is required: it cannot be empty.' };
  if (value === null) return { value: attribute.type === 'media' && attribute.multiple ? [] : null };
  return TYPES[attribute.type ?? '']?.(value, attribute) ?? { fault: 'this field cannot vary.' };
};

/** Ids of files: an id, an object that has one, or a list of either. Undefined for anything else. */
export const filesIn = (value: Json): number[] | undefined => {
  const ids = (Array.isArray(value) ? value : value === null ? [] : [value]).map((one) =>
    isJsonObject(one) ? idOf(one.id) : idOf(one),
  );
  return ids.every((id) => Number.isSafeInteger(id) && id > 0) ? ids : undefined;
};

const idOf = (value: Json | undefined): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;

const text = (value: Json): Verdict =>
  typeof value === 'string' ? { value } : { fault: 'a text is wanted.' };

const number = (value: Json): Verdict =>
  typeof value === 'number' ? { value } : { fault: 'a number is wanted.' };

const pattern = (value: Json, wanted: RegExp, fault: string): Verdict =>
  typeof value === 'string' && wanted.test(value) ? { value } : { fault };
