import type { Tx } from '../ports';
import type { OutboxEffect } from './effect';

export type OutboxStatus =
  | 'queued'
  | 'claimed'
  | 'handed-off'
  | 'sent'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'held';

export interface OutboxRow extends OutboxEffect {
  readonly status: OutboxStatus;
  readonly dueAt: number;
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly sentAt: number | null;
}

export type NewEffect = Omit<OutboxEffect, 'attempts'> & { readonly dueAt: number };

export interface OutboxFilter {
  readonly status: OutboxStatus;
  readonly flowId?: string;
  readonly node?: string;
  readonly profileId?: string;
}

export interface Settled {
  readonly status: OutboxStatus;
  readonly reason?: string | null;
  readonly messageId?: string;
  readonly sentAt?: number;
  readonly dueAt?: number;
}

export interface OutboxFigures {
  readonly queued: number;
  /** When the oldest due row became due. */
  readonly oldestDueAt: number | null;
  readonly unknown: number;
  readonly held: number;
  readonly failed: number;
}

/** Every row is changed by the process that claimed it, and by nobody else while that process lives. */
export interface OutboxStore {
  /** Writes those whose ids were never seen; the others have been done already. */
  enqueue(tx: Tx, effects: readonly NewEffect[]): Promise<void>;
  /** Takes due rows for this process. No two processes are given the same row. */
  claim(tx: Tx, processId: string, now: number, limit: number): Promise<readonly OutboxEffect[]>;
  /** From claimed to handed-off; false when the row is this process's no more. */
  handOff(tx: Tx, id: string, processId: string): Promise<boolean>;
  settle(tx: Tx, id: string, processId: string, settled: Settled): Promise<boolean>;
  /** Claimed rows that will not be handed off by this process after all. */
  giveBack(tx: Tx, processId: string): Promise<void>;
  /** Held rows whose reason is over: all of a reason, or those of a flow. */
  release(tx: Tx, which: { readonly reason: string; readonly flowId?: string }): Promise<number>;
  skipQueued(tx: Tx, flowId: string, reason: string): Promise<void>;
  /** A person decided: from one of these statuses to another. The row as it is then. */
  decide(tx: Tx, id: string, from: readonly OutboxStatus[], settled: Settled): Promise<OutboxRow | undefined>;
  moveProfile(tx: Tx, from: string, into: string): Promise<void>;
  page(
    filter: OutboxFilter,
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly OutboxRow[]; readonly total: number }>;
  figures(now: number): Promise<OutboxFigures>;

  /** Says that this process lives. */
  beat(tx: Tx, processId: string, now: number): Promise<void>;
  leave(tx: Tx, processId: string): Promise<void>;
  /**
   * Rows of processes not heard of since: claimed ones are queued again, handed-off ones become unknown.
   * Says how many of each.
   */
  recover(tx: Tx, silentSince: number): Promise<{ readonly requeued: number; readonly unknown: number }>;
}
