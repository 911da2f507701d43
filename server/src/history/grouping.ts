import { shortHash } from './message-id';
import { textIn, type BadRow, type Row } from './row';

export interface GroupOptions {
  readonly by: readonly string[];
  /** Rows of one group lie at most so many rows apart. */
  readonly within: number;
}

/** Rows that make one event, with what tells them from all others. */
export interface Group {
  readonly key: readonly string[];
  readonly rows: readonly Row[];
}

interface Open {
  readonly group: { readonly key: readonly string[]; readonly rows: Row[] };
  last: number;
}

export interface Grouping {
  /** The groups that this row closes, and why the row itself is not taken, if it is not. */
  add(row: Row): { readonly closed: readonly Group[]; readonly refused?: BadRow };
  /** What is still open at the end. */
  rest(): readonly Group[];
}

const MISSING = 'This row has none of what it would be grouped by.';
const LATE =
  'This row lies too far from the others of its group, which was closed: sort the file, or raise `group.within`.';

/**
 * Gathers rows to groups as they come by, holding only those that may still grow. Of a closed group a 48-bit mark
 * is kept, so that a late row is refused and does not pass for a group of its own.
 */
export const createGrouping = ({ by, within }: GroupOptions): Grouping => {
  const open = new Map<string, Open>();
  const closed = new Set<number>();
  let count = 0;

  const close = (name: string, { group }: Open): Group => {
    open.delete(name);
    closed.add(shortHash(name));
    return group;
  };

  return {
    add(row) {
      count += 1;
      const key = by.map((column) => textIn(row, column) ?? '');
      if (key.every((part) => part === '')) {
        return {
          closed: [],
          refused: { line: row.line, fault: { code: 'required', path: 'group', message: MISSING } },
        };
      }
      const name = JSON.stringify(key);
      const found = open.get(name);
      if (!found && closed.has(shortHash(name))) {
        return {
          closed: [],
          refused: { line: row.line, fault: { code: 'late', path: 'group', message: LATE } },
        };
      }
      const entry = found ?? { group: { key, rows: [] }, last: count };
      entry.group.rows.push(row);
      entry.last = count;
      // The map keeps them in the order of their last row.
      open.delete(name);
      open.set(name, entry);
      const over: Group[] = [];
      for (const [other, waiting] of open) {
        if (count - waiting.last < within) break;
        over.push(close(other, waiting));
      }
      return { closed: over };
    },
    rest: () => [...open].map(([name, entry]) => close(name, entry)),
  };
};
