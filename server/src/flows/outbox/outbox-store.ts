import type { Tx } from '../../ports';
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

/** Beside a mail that went although the goal of its flow was reached: they crossed on the way. */
export const AFTER_GOAL = 'after the goal';

export interface OutboxRow extends OutboxEffect {
  readonly status: OutboxStatus;
  readonly dueAt: number;
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly sentAt: number | null;
  /** When it was last taken to be carried out. */
  readonly claimedAt: number | null;
  /** What first held it back: a rule, a pause; null when nothing did. */
  readonly waitedFor: string | null;
}

/** With `settled`, one that was carried out where it was asked for: it is kept so that it counts. */
export type NewEffect = Omit<OutboxEffect, 'attempts'> & {
  readonly dueAt: number;
  readonly settled?: Pick<Settled, 'status' | 'reason' | 'sentAt'>;
};

export type Orphan = Pick<OutboxEffect, 'id' | 'runId'>;

export interface OutboxFilter {
  readonly status: OutboxStatus;
  readonly flowId?: string;
  readonly node?: string;
  readonly reason?: string;
  readonly profileId?: string;
}

export interface Settled {
  readonly status: OutboxStatus;
  readonly reason?: string | null;
  readonly messageId?: string;
  readonly sentAt?: number;
  readonly dueAt?: number;
}

export interface SettledEffect {
  readonly id: string;
  readonly kind: string;
  readonly status: 'sent' | 'failed' | 'unknown' | 'skipped';
  readonly reason: string | null;
}

export interface OutboxFigures {
  readonly queued: number;
  /** When the oldest due row became due. */
  readonly oldestDueAt: number | null;
  readonly unknown: number;
  readonly held: number;
  readonly failed: number;
}

/** Which kinds of effects are taken: these, or all but these. */
export interface Lane {
  readonly kinds: readonly string[];
  readonly but: boolean;
}

/** Every row is changed by the process that claimed it, and by nobody else while that process lives. */
export interface OutboxStore {
  /** Writes those whose ids were never seen; the others have been done already. */
  enqueue(tx: Tx, effects: readonly NewEffect[]): Promise<void>;
  /** Takes due rows of a lane for this process. No two processes are given the same row. */
  claim(tx: Tx, processId: string, now: number, limit: number, lane: Lane): Promise<readonly OutboxRow[]>;
  /** From claimed to handed-off; false when the row is this process's no more. */
  handOff(tx: Tx, id: string, processId: string): Promise<boolean>;
  settle(tx: Tx, id: string, processId: string, settled: Settled): Promise<boolean>;
  /**
   * Looked at, and not to be done before then: back to queued, as if it had not been tried. Without a reason, what it
   * waited for before stays.
   */
  postpone(tx: Tx, id: string, processId: string, dueAt: number, because: string | null): Promise<void>;
  /**
   * What flows have asked for about somebody: waiting, or gone since then. Two transactions that ask for one person wait
   * for each other.
   */
  askedOf(tx: Tx, profileId: string, since: number): Promise<readonly OutboxRow[]>;
  /** Of the run's mails, those that went later than that moment went after its goal: it is their reason from now on. */
  noteAfterGoal(
    tx: Tx,
    run: { readonly profileId: string; readonly runId: string },
    reachedAt: number,
  ): Promise<void>;
  /** What became of these; those still under way are missing. */
  outcomes(tx: Tx, ids: readonly string[]): Promise<readonly SettledEffect[]>;
  /** Claimed rows that will not be handed off by this process after all. */
  giveBack(tx: Tx, processId: string): Promise<void>;
  /** Held rows whose reason is over: all of a reason, or those of a flow. */
  release(tx: Tx, which: { readonly reason: string; readonly flowId?: string }): Promise<number>;
  /** Held rows of a flow whose reason is over, each at a time between these, in the order in which they were asked for. */
  releaseSpread(
    tx: Tx,
    which: { readonly reason: string; readonly flowId: string },
    over: { readonly from: number; readonly to: number },
  ): Promise<void>;
  /** Held rows of a flow that are not to be done any more. */
  skipHeld(
    tx: Tx,
    which: { readonly reason: string; readonly flowId: string },
    because: string,
  ): Promise<void>;
  /** Ids of rows that are held for a reason, in their order: of these, or of a flow and its step. */
  heldIds(
    tx: Tx,
    which: {
      readonly reason: string;
      readonly ids?: readonly string[];
      readonly flowId?: string;
      readonly node?: string;
    },
    limit: number,
  ): Promise<readonly string[]>;
  skipQueued(tx: Tx, flowId: string, reason: string): Promise<void>;
  /** A person decided: from one of these statuses to another. The row as it is then. */
  decide(tx: Tx, id: string, from: readonly OutboxStatus[], settled: Settled): Promise<OutboxRow | undefined>;
  moveProfile(tx: Tx, from: string, into: string): Promise<void>;
  find(id: string): Promise<OutboxRow | undefined>;
  page(
    filter: OutboxFilter,
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly OutboxRow[]; readonly total: number }>;
  /** How many of a flow are held for a reason. */
  countHeld(tx: Tx, which: { readonly reason: string; readonly flowId: string }): Promise<number>;
  figures(now: number): Promise<OutboxFigures>;

  /** Says that this process lives: by the database's clock where it has one of its own, else by this one. */
  beat(processId: string, now: number): Promise<void>;
  leave(tx: Tx, processId: string): Promise<void>;
  /**
   * Rows of processes not heard of for so long: claimed ones are queued again, and handed-off ones of these kinds; other
   * handed-off ones become unknown. Says how many of the first, and which of the last.
   */
  recover(
    tx: Tx,
    silent: { readonly now: number; readonly deadAfterMs: number },
    repeatable: readonly string[],
  ): Promise<{ readonly requeued: number; readonly unknown: readonly Orphan[] }>;
}
