import type { Json } from '../../../plugin/src';
import { negated, parseDecimal, plus, times, toNumber, ZERO, type Decimal } from './decimal';
import { compileField, compileFields, put, type Defaults } from './field';
import type { Property } from './mapping.schema';
import { textIn, ValueFault, type Row } from './row';

export interface CompiledProperties {
  readonly columns: readonly string[];
  /** All but the list. */
  readonly read: (rows: readonly Row[]) => Record<string, Json>;
  /** What stays in an event that only carries the rest of a list: neither sums nor counts. */
  readonly readRest: (rows: readonly Row[]) => Record<string, Json>;
  /** The one list that a group may have. */
  readonly list?: { readonly path: readonly string[]; readonly read: (row: Row) => Json };
}

type Sum = Extract<Property, { sum: unknown }>;
type Each = Extract<Property, { each: unknown }>;

const isSum = (property: Property): property is Sum => typeof property === 'object' && 'sum' in property;
const isCount = (property: Property): property is Extract<Property, { count: unknown }> =>
  typeof property === 'object' && 'count' in property;
const isEach = (property: Property): property is Each => typeof property === 'object' && 'each' in property;

const sumOf = ({ sum, decimal, negate }: Sum, defaults: Defaults, rows: readonly Row[]): number => {
  let total: Decimal = ZERO;
  for (const row of rows) {
    let product: Decimal = { digits: 1n, scale: 0 };
    for (const column of sum) {
      const text = textIn(row, column);
      const factor = text === undefined ? undefined : parseDecimal(text, decimal ?? defaults.decimal);
      if (!factor) throw new ValueFault(`Wanted a number in ${column}.`, row.line);
      product = times(product, factor);
    }
    total = plus(total, product);
  }
  const number = toNumber(negate ? negated(total) : total);
  if (number === undefined) throw new ValueFault('The sum is too large to keep.', rows[0]?.line ?? 0);
  return number;
};

type OfGroup = (rows: readonly Row[]) => Json | undefined;

const ofGroup = (
  property: Exclude<Property, Each>,
  defaults: Defaults,
): { readonly columns: readonly string[]; readonly read: OfGroup } => {
  if (isSum(property)) {
    return { columns: property.sum, read: (rows) => sumOf(property, defaults, rows) };
  }
  if (isCount(property)) return { columns: [], read: (rows) => rows.length };
  const { columns, read } = compileField(property, defaults);
  return { columns, read: ([first]) => first && read(first) };
};

/** Throws a plain Error where there is more than one list. */
export const compileProperties = (
  properties: Readonly<Record<string, Property>>,
  defaults: Defaults,
): CompiledProperties => {
  const lists: { path: readonly string[]; each: Each['each'] }[] = [];
  const singles: { path: readonly string[]; isOfAll: boolean; columns: readonly string[]; read: OfGroup }[] =
    [];
  for (const [name, property] of Object.entries(properties)) {
    const path = name.split('.');
    if (isEach(property)) lists.push({ path, each: property.each });
    else
      singles.push({ path, isOfAll: isSum(property) || isCount(property), ...ofGroup(property, defaults) });
  }
  if (lists.length > 1) throw new Error('An event may have one list with `each`.');
  const readAll = (from: typeof singles, rows: readonly Row[]) => {
    const object: Record<string, Json> = {};
    for (const { path, read } of from) {
      const value = read(rows);
      if (value !== undefined) put(object, path, value);
    }
    return object;
  };
  const [list] = lists;
  const item = list && compileFields(list.each, defaults);
  return {
    columns: [...singles.flatMap(({ columns }) => columns), ...(item?.columns ?? [])],
    read: (rows) => readAll(singles, rows),
    readRest: (rows) =>
      readAll(
        singles.filter(({ isOfAll }) => !isOfAll),
        rows,
      ),
    ...(list && item ? { list: { path: list.path, read: item.read } } : {}),
  };
};
