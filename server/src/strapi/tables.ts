import type { Knex } from 'knex';

import type { Migration } from './migrations';

/** Everything a person is known by. Erasure and export pass it to each table that holds somebody. */
export interface Person {
  /** The profile and all that were ever merged into it. */
  readonly profileIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly userIds: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
  /** Keyed hashes of the addresses, as the tables that outlive erasure keep them. */
  readonly emailHashes: readonly string[];
  /** The same of the mailboxes behind them, by which mails to claimed addresses are counted. */
  readonly mailboxHashes: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Every table of ours says whom it holds. A test fails for one that is not declared. */
export type TableDeclaration =
  | { readonly table: string; readonly holds: 'nobody' }
  | {
      readonly table: string;
      readonly holds: 'person';
      /** The rows about this person, as they are given to them: no secrets, JSON parsed. */
      exportRows(db: Knex, person: Person): Promise<readonly Row[]>;
      /** Deletes, or strips all but keyed hashes. Runs in the erasure's one transaction. */
      erase(trx: Knex.Transaction, person: Person): Promise<void>;
      /** What retention does by age, or why age does not end these rows. */
      readonly ages: Ages | { readonly never: string };
    };

/** Rows end by a column of epoch milliseconds, and are found by a key. */
export interface Ages {
  readonly by: string;
  readonly key: string;
  /** The column that names whom a row is about, where they must be judged again without it. */
  readonly judged?: string;
  /** Where the row itself must stay: the JSON that becomes `{}` in it, and in which rows. */
  readonly blanks?: {
    readonly column: string;
    readonly of: { readonly column: string; readonly among: readonly string[] };
  };
}

/** What a slice brings to the database. */
export interface SliceTables {
  readonly migrations: readonly Migration[];
  readonly tables: readonly TableDeclaration[];
}
