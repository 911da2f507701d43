import type { Json } from '../../../plugin/src';

/** One line of the file. A column that is not there, or empty, is missing. */
export interface Row {
  /** Counts from 1, the heading included: the line at which the row begins. */
  readonly line: number;
  readonly fields: Readonly<Record<string, Json>>;
}

/** A line that could not be read. */
export interface BadRow {
  readonly line: number;
  readonly fault: Fault;
}

/** Why a row or a group makes no event. `path` says which part of the event. */
export interface Fault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Thrown by a field that cannot be read from its row; whoever builds the event catches it. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** From this line on the file cannot be read at all. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

const own = (from: unknown, key: string): Json | undefined =>
  typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? (from as Readonly<Record<string, Json>>)[key]
    : undefined;

/** A column by its name; where there is none, by its path. Empty text is missing. */
export const valueIn = ({ fields }: Row, column: string): Json | undefined => {
  const found =
    own(fields, column) ??
    (column.includes('.') ? column.split('.').reduce<Json | undefined>(own, fields) : undefined);
  return found === '' || found === null ? undefined : found;
};

/** The same as text. */
export const textIn = (row: Row, column: string): string | undefined => {
  const found = valueIn(row, column);
  if (found === undefined) return undefined;
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
};
