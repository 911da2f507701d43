import type { Tx } from '../../ports';
import type { Column } from './csv-columns';

export type ImportState = 'running' | 'finished' | 'cancelled' | 'failed' | 'interrupted';

export interface ImportCounts {
  /** Bytes of the file. */
  readonly read: number;
  readonly rows: number;
  readonly added: number;
  readonly already: number;
  readonly created: number;
  readonly refused: number;
}

/** One file being put into a static segment. */
export interface SegmentImport extends ImportCounts {
  readonly id: string;
  readonly segmentId: string;
  readonly actor: string;
  readonly state: ImportState;
  readonly bytes: number;
  readonly columns: readonly Column[];
  readonly fault: string | null;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
}

/** A line that was not taken, and why. */
export interface RefusedRow {
  readonly line: number;
  /** Whom it names, veiled; null where it names nobody, or whom nothing may be kept of. */
  readonly value: string | null;
  readonly reason: string;
}

export interface ImportStore {
  insert(made: SegmentImport): Promise<void>;
  get(id: string): Promise<SegmentImport | undefined>;
  /** The newest first. */
  list(segmentId: string, limit: number): Promise<readonly SegmentImport[]>;
  /** Only while it runs; says whether it still does. */
  progress(
    tx: Tx,
    id: string,
    counts: ImportCounts,
    columns: readonly Column[],
    at: number,
  ): Promise<boolean>;
  refuse(tx: Tx, id: string, rows: readonly RefusedRow[]): Promise<void>;
  /** Only while it runs; says whether it did. */
  end(id: string, state: Exclude<ImportState, 'running'>, fault: string | null, at: number): Promise<boolean>;
  /** By line, the next after `after`. */
  refused(id: string, after: number, limit: number): Promise<readonly RefusedRow[]>;
  /** Forgets all imports of a segment but the newest, with what they refused. */
  prune(segmentId: string, keep: number): Promise<void>;
}
