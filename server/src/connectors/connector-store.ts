import type { JsonObject, ShownSync } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Checkpoint } from './checkpoint';

/** A CRM account as it is kept. */
export interface Connection {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly options: JsonObject;
  /** The token, encrypted. */
  readonly sealedSecret: string;
  /** Five cron fields, UTC; null: on demand only. */
  readonly schedule: string | null;
  readonly paused: boolean;
  readonly nextAt: number | null;
  /** Contacts changed since then are asked for; null before the first sync has ended. */
  readonly changesSince: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A list of the CRM that was seen when picking. */
export interface PickedList {
  readonly connectionId: string;
  readonly listId: string;
  readonly name: string;
  readonly picked: boolean;
  readonly segment: string | null;
  readonly syncedAt: number | null;
  readonly gone: boolean;
}

export interface SyncCounts {
  readonly rowsIn: number;
  readonly added: number;
  readonly removed: number;
  readonly updated: number;
  /** Erased here: no sync brings them back. */
  readonly refused: number;
}

export const NO_COUNTS: SyncCounts = { rowsIn: 0, added: 0, removed: 0, updated: 0, refused: 0 };

export interface Sync extends SyncCounts {
  readonly id: string;
  readonly connectionId: string;
  readonly status: Exclude<ShownSync['status'], 'held'>;
  readonly doing: string;
  readonly done: number;
  readonly of: number;
  readonly checkpoint: Checkpoint | null;
  readonly cancel: boolean;
  readonly error: string | null;
  readonly requestedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export type SyncPatch = Partial<Omit<Sync, 'id' | 'connectionId'>>;

export interface ConnectionStore {
  all(): Promise<readonly Connection[]>;
  find(id: string): Promise<Connection | undefined>;
  insert(connection: Connection): Promise<void>;
  save(connection: Connection): Promise<void>;
  /** With its lists and syncs. */
  delete(id: string): Promise<void>;
  due(now: number): Promise<readonly Connection[]>;
  /** Moves the next time, if it still is `from`: of two processes one succeeds. */
  moveNext(id: string, from: number, to: number | null): Promise<boolean>;
  setChangesSince(tx: Tx, id: string, since: number): Promise<void>;

  lists(connectionId: string): Promise<readonly PickedList[]>;
  putList(list: PickedList): Promise<void>;
  deleteList(tx: Tx, connectionId: string, listId: string): Promise<void>;
}

export interface SyncStore {
  /** The connection's open sync, made if there is none: there is never a second. */
  open(sync: Sync): Promise<Sync>;
  find(id: string): Promise<Sync | undefined>;
  /** The newest first. */
  of(connectionId: string, limit: number): Promise<readonly Sync[]>;
  cancel(id: string): Promise<void>;
  /** An open sync that nobody has in hand, taken in hand until then. */
  claim(by: string, now: number, until: number): Promise<Sync | undefined>;
  /**
   * Writes how far it is and prolongs the claim; undefined when the claim was lost to another process. The row as it
   * is afterwards tells whether it was cancelled meanwhile.
   */
  keep(tx: Tx | null, id: string, by: string, until: number, patch: SyncPatch): Promise<Sync | undefined>;
  /** Gives the claim back: another may go on at once. */
  release(id: string, by: string): Promise<void>;
  /** Ends it. */
  end(id: string, by: string, patch: SyncPatch): Promise<void>;
}
