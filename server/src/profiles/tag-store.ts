import type { Tx } from '../ports';

/** Words that people put on people. */
export interface TagStore {
  /** False where it was there. */
  add(tx: Tx, profileId: string, tag: string, at: number): Promise<boolean>;
  remove(tx: Tx, profileId: string, tag: string): Promise<boolean>;
  /** In alphabetical order. */
  of(tx: Tx | null, profileId: string): Promise<readonly string[]>;
  /** Tags in use, with how many carry each. */
  counts(): Promise<readonly { readonly tag: string; readonly count: number }[]>;
  /** Two have become one, who carries what both carried. */
  move(tx: Tx, from: string, into: string): Promise<void>;
}
