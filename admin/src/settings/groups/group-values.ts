type Value = string | number;

/** Texts, numbers, or (by way of a file or the API) both in one group. */
export type ValueKind = 'text' | 'number';

const SEPARATORS = /[\n,;\t]/;

/** The fields of a CSV: what stands in quotes keeps its commas, and two quotes in it are one. */
const fieldsOf = (text: string): readonly string[] => {
  const fields: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"[^\n,;\t]*|([^\n,;\t]*))(?:[\n,;\t]|$)/gy;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) break;
    const [, quoted, plain = ''] = found;
    fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
  }
  return fields.filter((field) => field !== '');
};

export interface ReadValues {
  readonly values: readonly Value[];
  /** What should have been a number and is none. */
  readonly wrong: readonly string[];
}

/**
 * Reads values a line each, or as CSV; each once. Where a group holds both kinds, `known` are the values it had: what
 * was a number in it stays one.
 */
export const readValues = (text: string, kind: ValueKind, known: readonly Value[] = []): ReadValues => {
  const fields = fieldsOf(text.replaceAll('\r', ''));
  if (kind === 'number') {
    const isNumber = (field: string) => Number.isFinite(Number(field));
    const numbers = fields.filter(isNumber).map(Number);
    return { values: [...new Set(numbers)], wrong: fields.filter((field) => !isNumber(field)) };
  }
  const isMixed = known.some((value) => typeof value === 'string');
  const were = new Map(isMixed ? known.map((value) => [String(value), value]) : []);
  return { values: [...new Set(fields.map((field) => were.get(field) ?? field))], wrong: [] };
};

export const kindOf = (values: readonly Value[]): ValueKind =>
  values.length > 0 && values.every((value) => typeof value === 'number') ? 'number' : 'text';

/** A line each, quoted where it would be read as several. */
export const writeValues = (values: readonly Value[]): string =>
  values
    .map(String)
    .map((text) =>
      SEPARATORS.test(text) || text.startsWith('"') || text !== text.trim()
        ? `"${text.replaceAll('"', '""')}"`
        : text,
    )
    .join('\n');
