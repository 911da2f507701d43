import type { Json } from '../../../plugin/src';
import { negated, parseDecimal, toNumber } from './decimal';
import type { Field } from './mapping.schema';
import { createTimeReader } from './reading-time';
import { textIn, valueIn, ValueFault, type Row } from './row';
import { compileTemplate } from './template';

/** What holds for a whole mapping. */
export interface Defaults {
  readonly zone: string;
  readonly decimal: '.' | ',';
}

export interface CompiledField {
  readonly columns: readonly string[];
  /** Undefined: missing. Throws a ValueFault where the column holds something else than was said. */
  readonly read: (row: Row) => Json | undefined;
}

const YES = ['true', 'yes', 'y', '1'];
const NO = ['false', 'no', 'n', '0'];

type Typed = Extract<Field, { column: string }>;
type Reader = (text: string, row: Row) => Json;

const numberReader = ({ column, decimal, negate }: Typed, defaults: Defaults): Reader => {
  return (text, row) => {
    const parsed = parseDecimal(text, decimal ?? defaults.decimal);
    if (!parsed) throw new ValueFault(`Wanted a number in ${column}.`, row.line);
    const number = toNumber(negate ? negated(parsed) : parsed);
    if (number === undefined)
      throw new ValueFault(`The number in ${column} is too long to keep: say it is text.`, row.line);
    return number;
  };
};

const booleanReader = ({ column, yes = YES, no = NO }: Typed): Reader => {
  const truths = new Set(yes.map((word) => word.toLowerCase()));
  const untruths = new Set(no.map((word) => word.toLowerCase()));
  return (text, row) => {
    const word = text.trim().toLowerCase();
    if (truths.has(word)) return true;
    if (untruths.has(word)) return false;
    throw new ValueFault(`Wanted yes or no in ${column}.`, row.line);
  };
};

const dateReader = ({ column, format = 'iso', zone }: Typed, defaults: Defaults): Reader => {
  const read = createTimeReader({ format, zone: zone ?? defaults.zone });
  return (text, row) => {
    const at = read(text);
    if (at === undefined) throw new ValueFault(`Wanted a time as ${format} in ${column}.`, row.line);
    return new Date(at).toISOString();
  };
};

const readerOf = (field: Typed, defaults: Defaults): Reader | undefined => {
  if (field.type === 'number') return numberReader(field, defaults);
  if (field.type === 'boolean') return booleanReader(field);
  if (field.type === 'date') return dateReader(field, defaults);
  return undefined;
};

const compileTyped = (field: Typed, defaults: Defaults): CompiledField => {
  const { column } = field;
  const reader = readerOf(field, defaults);
  if (!reader) return { columns: [column], read: (row) => textIn(row, column) };
  const kept = field.type === 'number' && !field.negate ? 'number' : field.type;
  return {
    columns: [column],
    read(row) {
      const value = valueIn(row, column);
      // NDJSON has numbers and booleans of its own.
      if (value === undefined || typeof value === kept) return value;
      return reader(textIn(row, column) ?? '', row);
    },
  };
};

export const compileField = (field: Field, defaults: Defaults): CompiledField => {
  if (typeof field === 'string') {
    const { columns, fill } = compileTemplate(field);
    return { columns, read: fill };
  }
  if (typeof field !== 'object') return { columns: [], read: () => field };
  if ('value' in field) return { columns: [], read: () => field.value };
  return compileTyped(field, defaults);
};

/** Several fields as one object; what is missing is left out, `address.city` lies within `address`. */
export const compileFields = (
  fields: Readonly<Record<string, Field>>,
  defaults: Defaults,
): { readonly columns: readonly string[]; readonly read: (row: Row) => Record<string, Json> } => {
  const compiled = Object.entries(fields).map(([name, field]) => ({
    path: name.split('.'),
    ...compileField(field, defaults),
  }));
  return {
    columns: compiled.flatMap(({ columns }) => columns),
    read(row) {
      const object: Record<string, Json> = {};
      for (const { path, read } of compiled) {
        const value = read(row);
        if (value !== undefined) put(object, path, value);
      }
      return object;
    },
  };
};

/** Puts a value at its path, making the objects on the way. */
export const put = (object: Record<string, Json>, path: readonly string[], value: Json): void => {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    object[key] = value;
    return;
  }
  const within = object[key];
  const inner = typeof within === 'object' && within !== null && !Array.isArray(within) ? { ...within } : {};
  put(inner as Record<string, Json>, rest, value);
  object[key] = inner;
};
