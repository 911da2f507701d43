import type { Json } from '../../../../plugin/src/json';

const scalarOf = (text: string, examples: readonly Json[]): Json => {
  const seen = examples.find((example) => String(example) === text);
  if (seen !== undefined) return seen;
  const kinds = new Set(examples.map((example) => typeof example));
  const onlyText = kinds.size > 0 && !kinds.has('number') && !kinds.has('boolean');
  if (onlyText || text === '') return text;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
};

const listOf = (text: string, examples: readonly Json[]): Json =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => scalarOf(part, examples));

/**
 * What was typed, as the value it stands for: a number stays text where only text was ever seen (a postcode).
 * `takes` is the operator's own word for what it wants.
 */
export const typedValue = (text: string, takes: string, examples: readonly Json[] = []): Json => {
  if (takes === 'list') return listOf(text, examples);
  if (takes === 'yes or no') return text !== 'false';
  if (takes === 'number') return Number(text) || 0;
  if (takes === 'value') return scalarOf(text, examples);
  return text;
};

/** A value as it stands in the field. */
export const shownValue = (value: Json): string => {
  if (Array.isArray(value)) return value.map(shownValue).join(', ');
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
