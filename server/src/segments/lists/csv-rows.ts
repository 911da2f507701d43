import type { Readable } from 'node:stream';

import { parse, type CsvError, type Info, type Options } from 'csv-parse';

import { PluginError } from '../../../../plugin/src';
import { columnsOf, type Column } from './csv-columns';
import { undefused } from './csv-cell';

/** A line of the file: who it names, or why it is refused. */
export type CsvRow =
  | {
      readonly line: number;
      readonly email?: string;
      readonly userId?: string;
      readonly anonymousId?: string;
      readonly traits: Readonly<Record<string, string>>;
    }
  | {
      readonly line: number;
      readonly refused: string;
      /** Whom it names, as far as that can be read. */
      readonly value?: string;
    };

export interface CsvBatch {
  readonly columns: readonly Column[];
  readonly rows: readonly CsvRow[];
}

const LONGEST_LINE = 16 * 1024;
const LONGEST_NAME = 512;
/** One sign before and after the at, no spaces: who it belongs to shows when it is written to. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const UNFIT = /[\0\p{Cs}]/u;
/** What follows an open quote belongs to its cell: where it ends, and what the lines after it mean, nobody can say. */
const ENDLESS: ReadonlySet<string> = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED']);

/** By which sign the columns of the first line are parted: a comma, a semicolon or a tab, whichever is the most frequent. */
export const delimiterOf = (firstLine: string): string => {
  const outside = firstLine.replace(/"[^"]*"/g, '');
  const count = (sign: string): number => outside.split(sign).length - 1;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

const rowOf = (columns: readonly Column[], { record, info }: Parsed): CsvRow => {
  const line = info.lines;
  if (record.length !== columns.length) {
    const value = record.find((cell) => cell.trim() !== '');
    return { line, value, refused: `Expected ${columns.length} columns, found ${record.length}.` };
  }
  const names: { email?: string; userId?: string; anonymousId?: string } = {};
  const traits: Record<string, string> = {};
  for (const [at, { name, as }] of columns.entries()) {
    const value = undefused(record[at]?.trim() ?? '');
    if (value === '' || as === 'ignored') continue;
    if (as === 'trait') traits[name] = value;
    else names[as as keyof typeof names] = value;
  }
  const given = Object.values(names);
  if (given.length === 0) return { line, refused: 'No email, userId or anonymousId.' };
  if (given.some((value) => value.length > LONGEST_NAME || UNFIT.test(value))) {
    return {
      line,
      value: given[0],
      refused: `An id or address is longer than ${LONGEST_NAME} characters, or has signs that none has.`,
    };
  }
  if (names.email !== undefined && !ADDRESS.test(names.email)) {
    return { line, value: names.email, refused: 'The email is not an address.' };
  }
  return { line, ...names, traits };
};

/**
 * Reads a CSV file as it arrives, in batches; the whole is never held. A line that cannot be read is a refused row and
 * stops nothing. Throws `invalid` when the first line names nobody, and after the rows before it at an open quote.
 */
export async function* csvBatches(
  file: Readable,
  firstLine: string,
  wanted: readonly string[],
  size: number,
): AsyncGenerator<CsvBatch> {
  const skipped: CsvRow[] = [];
  let read = 0;
  const options: Options = {
    bom: true,
    delimiter: delimiterOf(firstLine),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_LINE,
    on_record: (record: string[], { lines }) => {
      read = lines;
      return record;
    },
  };
  const parser = file.pipe(parse(options));
  file.on('error', (error) => parser.destroy(error));
  let brokenAt = Infinity;
  parser.on('skip', (error: CsvError & { readonly lines?: number }) => {
    if (ENDLESS.has(error.code)) brokenAt = Math.min(brokenAt, read + 1);
    else skipped.push({ line: error.lines ?? read + 1, refused: 'The line cannot be read as CSV.' });
  });
  let columns: readonly Column[] | undefined;
  let rows: CsvRow[] = [];
  const taken = (): readonly CsvRow[] => {
    const batch = [...rows, ...skipped.splice(0)];
    rows = [];
    return batch;
  };
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      if (columns === undefined) {
        columns = columnsOf(parsed.record, wanted);
        continue;
      }
      if (parsed.info.lines > brokenAt) break;
      rows.push(rowOf(columns, parsed));
      if (rows.length >= size) yield { columns, rows: taken() };
    }
    if (rows.length + skipped.length > 0 && columns !== undefined) yield { columns, rows: taken() };
    if (brokenAt < Infinity) {
      throw new PluginError(
        'invalid',
        `Line ${brokenAt} opens a quote that is not closed, or is longer than ${LONGEST_LINE} characters: nothing from there on was read.`,
      );
    }
    if (columns === undefined) columnsOf([], wanted);
  } finally {
    file.destroy();
    parser.destroy();
  }
}
