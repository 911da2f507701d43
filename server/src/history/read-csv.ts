import { pipeline, Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { FileFault, type BadRow, type Row } from './row';

export interface CsvOptions {
  /** Guessed from the heading where it is not said. */
  readonly delimiter?: string;
  /** Told the names of the columns, once, before any row. May throw. */
  readonly onHeading: (columns: readonly string[]) => void;
}

/** A quote that is never closed would else swallow the file into memory. */
const LONGEST_RECORD = 1024 * 1024;
const CHUNK = 200;
const DELIMITERS = [',', ';', '\t', '|'];

interface Parsed {
  readonly record: readonly string[];
  /** Lines up to the end of the record. */
  readonly info: { readonly lines: number };
}

/** The sign that stands most often in the heading. */
const guessDelimiter = (heading: string): string => {
  const bare = heading.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((sign) => ({ sign, count: bare.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
};

/** What tells the delimiter is handed on with the rest. */
async function* withFirst(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const headingOf = (text: string): string => /^\uFEFF?([^\r\n]*)/.exec(text)?.[1] ?? '';

const breaksIn = (record: readonly string[]): number =>
  record.reduce((sum, value) => sum + (value.includes('\n') ? value.split('\n').length - 1 : 0), 0);

const rowOf = (heading: readonly string[], record: readonly string[], line: number): Row | BadRow => {
  if (record.length !== heading.length) {
    const message = `Wanted ${heading.length} columns, as in the heading; there are ${record.length}.`;
    return { line, fault: { code: 'columns', path: '', message } };
  }
  const fields: Record<string, string> = {};
  for (let at = 0; at < record.length; at += 1) fields[heading[at]!] = record[at]!;
  return { line, fields };
};

/** Only a quote without its other half is beyond reading: a quote in the middle of a value stands for itself. */
const faultOf = (error: unknown): unknown =>
  error instanceof CsvError
    ? new FileFault(
        `Somewhere before line ${Number(error.lines)} a quote is opened and not closed. Correct it and run again.`,
      )
    : error;

/** CSV with a heading, as RFC 4180 and spreadsheets write it, in chunks of rows. */
export async function* readCsv(
  text: AsyncIterable<string>,
  { delimiter, onHeading }: CsvOptions,
): AsyncGenerator<readonly (Row | BadRow)[]> {
  const source = text[Symbol.asyncIterator]();
  let first = '';
  while (!/[\r\n]/.test(first)) {
    const next = await source.next();
    if (next.done) break;
    first += next.value;
  }
  const parser = parse({
    bom: true,
    delimiter: delimiter ?? guessDelimiter(headingOf(first)),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // An error on either side ends the parser, and so the loop below.
  pipeline(Readable.from(withFirst(first, source)), parser, () => {});
  let heading: readonly string[] | undefined;
  let chunk: (Row | BadRow)[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (!heading) {
        heading = record.map((name) => name.trim());
        onHeading(heading);
        continue;
      }
      chunk.push(rowOf(heading, record, info.lines - breaksIn(record)));
      if (chunk.length >= CHUNK) {
        yield chunk;
        chunk = [];
      }
    }
  } catch (error) {
    throw faultOf(error);
  }
  if (chunk.length > 0) yield chunk;
}
