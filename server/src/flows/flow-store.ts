import type { FlowDefinition } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Overdue } from './publishing/publishing';

/** More than anybody draws: flows are read all at once where that is asked of all of them. */
export const MOST_FLOWS = 1_000;

/** `draining`: nobody comes in, and who is under way goes on to the end. */
export type FlowStatus = 'draft' | 'live' | 'paused' | 'draining' | 'stopped';

export interface StoredFlow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly status: FlowStatus;
  readonly draft: FlowDefinition;
  /** The published version; null before the first. */
  readonly version: number | null;
  /** Schedules: when everybody starts next. */
  readonly nextAt: number | null;
  /** Runs of versions before this one are taken along to it at their next turn; null for none. */
  readonly movesTo: number | null;
  readonly overdue: Overdue | null;
  /** The flow that somebody tries with this one: it stands in no list. */
  readonly trialOf: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A flow that has runs to move: its published version, and whether new ones may start. */
export interface OpenFlow {
  readonly id: string;
  readonly status: 'live' | 'paused' | 'draining';
  readonly version: number;
  readonly movesTo: number | null;
  readonly overdue: Overdue | null;
}

/** Something that was published. It never changes. */
export interface PublishedVersion {
  readonly version: number;
  readonly publishedAt: number;
}

export interface FlowStore {
  /** Newest first, but for trials. */
  page(
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly StoredFlow[]; readonly total: number }>;
  get(tx: Tx | null, id: string): Promise<StoredFlow | undefined>;
  byKey(tx: Tx, key: string): Promise<StoredFlow | undefined>;
  /** Locks the row until the transaction ends. */
  lock(tx: Tx, id: string): Promise<StoredFlow | undefined>;
  /** False when the key is taken. */
  insert(flow: StoredFlow): Promise<boolean>;
  update(tx: Tx, id: string, patch: Partial<Omit<StoredFlow, 'id' | 'key'>>): Promise<void>;
  remove(tx: Tx, id: string): Promise<void>;
  insertVersion(
    tx: Tx,
    flowId: string,
    version: number,
    definition: FlowDefinition,
    at: number,
  ): Promise<void>;
  /** Newest first. */
  versions(flowId: string): Promise<readonly PublishedVersion[]>;
  version(tx: Tx | null, flowId: string, version: number): Promise<FlowDefinition | undefined>;
  open(tx: Tx): Promise<readonly OpenFlow[]>;
  /** Drained flows and trials that nobody is in, and that nothing is left to be done for, are stopped; how many were. */
  stopDrained(tx: Tx, at: number): Promise<number>;
  statusOf(tx: Tx, id: string): Promise<FlowStatus | undefined>;
}
