import { isJsonObject, type Json } from '../../json';
import type { Filter } from '../condition';
import { GROUP_OPERATORS } from '../groups';
import { isOperators } from './filter';

/** How each operator is offered and read: its label, and what must stand behind it. */
export const OPERATOR_WORDS: Readonly<Record<string, { readonly label: string; readonly takes: string }>> = {
  $eq: { label: 'is', takes: 'value' },
  $ne: { label: 'is not', takes: 'value' },
  $lt: { label: 'is less than', takes: 'value' },
  $lte: { label: 'is at most', takes: 'value' },
  $gt: { label: 'is more than', takes: 'value' },
  $gte: { label: 'is at least', takes: 'value' },
  $in: { label: 'is one of', takes: 'list' },
  $nin: { label: 'is none of', takes: 'list' },
  $inGroup: { label: 'is in the saved group', takes: 'group' },
  $notInGroup: { label: 'is not in the saved group', takes: 'group' },
  $ini: { label: 'is one of (any case)', takes: 'list' },
  $nini: { label: 'is none of (any case)', takes: 'list' },
  $all: { label: 'has all of', takes: 'list' },
  $alli: { label: 'has all of (any case)', takes: 'list' },
  $exists: { label: 'is known', takes: 'yes or no' },
  $regex: { label: 'matches', takes: 'pattern' },
  $regexi: { label: 'matches (any case)', takes: 'pattern' },
  $type: { label: 'is of the type', takes: 'type' },
  $size: { label: 'has as many entries as', takes: 'number' },
  $elemMatch: { label: 'has an entry that', takes: 'filter' },
  $not: { label: 'is not so that it', takes: 'operators' },
  $veq: { label: 'is the version', takes: 'version' },
  $vne: { label: 'is not the version', takes: 'version' },
  $vlt: { label: 'is a version before', takes: 'version' },
  $vlte: { label: 'is a version up to', takes: 'version' },
  $vgt: { label: 'is a version after', takes: 'version' },
  $vgte: { label: 'is a version from', takes: 'version' },
};

const MOST_SHOWN = 5;

export const valueWords = (value: Json | undefined): string => {
  if (value === null || value === undefined) return 'unknown';
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST_SHOWN).map(valueWords).join(', ');
    return value.length > MOST_SHOWN ? `${shown} and ${value.length - MOST_SHOWN} more` : shown;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const operatorWords = (name: string, argument: Json): string => {
  if (GROUP_OPERATORS.includes(name)) return `${OPERATOR_WORDS[name]?.label} "${valueWords(argument)}"`;
  if (name === '$exists') return argument ? 'is known' : 'is unknown';
  if (name === '$not') return `does not hold that it ${testWords(argument)}`;
  if (name === '$elemMatch') {
    if (isOperators(argument)) return `has an entry that ${testWords(argument)}`;
    return isJsonObject(argument) ? `has an entry with ${filterWords(argument)}` : 'has an entry';
  }
  if (name === '$size') return `has a number of entries that ${testWords(argument)}`;
  return `${OPERATOR_WORDS[name]?.label ?? name} ${valueWords(argument)}`;
};

/** `is at least 3`; `is one of DE, AT`. */
export const testWords = (expected: Json): string =>
  isOperators(expected)
    ? Object.entries(expected)
        .map(([name, argument]) => operatorWords(name, argument))
        .join(' and ')
    : expected === null
      ? 'is unknown'
      : `is ${valueWords(expected)}`;

const listWords = (list: Json, word: string): string =>
  Array.isArray(list) ? list.map((one) => filterWords(one as Filter)).join(` ${word} `) : '';

/** `country is one of DE, AT and plan.seats is at least 5`. */
export const filterWords = (filter: Filter): string => {
  const parts = Object.entries(filter).map(([key, expected]) => {
    if (key === '$and') return `(${listWords(expected, 'and')})`;
    if (key === '$or') return `(${listWords(expected, 'or')})`;
    if (key === '$nor') return `neither (${listWords(expected, 'nor')})`;
    if (key === '$not') return `not (${filterWords(expected as Filter)})`;
    return `${key} ${testWords(expected)}`;
  });
  return parts.length === 0 ? 'anything' : parts.join(' and ');
};
