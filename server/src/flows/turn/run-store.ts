import type { EndReason, LeftStep, RunState, StepNumbers } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { OutboxRow } from '../outbox/outbox-store';

export interface StoredRun {
  readonly id: string;
  readonly flowId: string;
  readonly version: number;
  readonly profileId: string;
  /** Unique among all runs; null when this one holds it no more. */
  readonly liveKey: string | null;
  readonly state: RunState;
  readonly enteredAt: number;
  readonly endedAt: number | null;
}

/** A run as the panel shows it. A person who was erased is nobody's id. */
export interface RunStory {
  readonly id: string;
  readonly version: number;
  readonly profileId: string;
  readonly key: string | null;
  readonly status: 'running' | 'ended';
  readonly because: string | null;
  readonly node: string;
  readonly dueAt: number | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly steps: readonly LeftStep[];
}

export interface RunFilter {
  readonly flowId: string;
  readonly status?: 'running' | 'ended';
  readonly node?: string;
  readonly because?: string;
  readonly version?: number;
  readonly profileId?: string;
}

export interface RunCounts {
  readonly running: number;
  readonly finished: number;
  readonly goal: number;
  readonly exit: number;
  readonly holdout: number;
  readonly other: number;
}

/** Everything that one run left behind. */
export interface RunTrace {
  readonly run: RunStory;
  /** Empty once the person was erased. */
  readonly state: Partial<RunState>;
  readonly effects: readonly OutboxRow[];
}

/** Steps that a run has left. */
export interface LeftBy {
  readonly run: StoredRun;
  readonly left: readonly LeftStep[];
}

export interface RunStore {
  /** False when another run holds the live key: then nothing is written. */
  insert(tx: Tx, run: StoredRun): Promise<boolean>;
  save(tx: Tx, runs: readonly StoredRun[]): Promise<void>;
  insertLeft(tx: Tx, left: readonly LeftBy[]): Promise<void>;
  /** Those under way of these people, in the order of their ids. */
  running(tx: Tx, profileIds: readonly string[]): Promise<readonly StoredRun[]>;
  /** Runs that hold a live key, ended ones among them. */
  holding(tx: Tx, profileId: string): Promise<readonly StoredRun[]>;
  /** When somebody last came into a flow, by this key or by any; null when they never did. */
  lastEntered(
    tx: Tx,
    of: { readonly flowId: string; readonly profileId: string; readonly key?: string | null },
  ): Promise<number | null>;
  isHeld(tx: Tx, liveKey: string): Promise<boolean>;
  get(tx: Tx, id: string): Promise<StoredRun | undefined>;
  /** Gives all a person's runs to another. */
  move(tx: Tx, fromProfile: string, intoProfile: string): Promise<void>;
  /** Ends everybody under way; who had come to the end has finished. Without their keys they may come in again. */
  endAll(
    tx: Tx,
    flowId: string,
    how: { readonly because: EndReason; readonly at: number; readonly keepKeys: boolean },
  ): Promise<void>;
  /** How many wait for a time that has come. */
  overdue(tx: Tx, flowId: string, now: number): Promise<number>;
  /** People under way in a flow, by id, after this one. */
  peopleIn(tx: Tx, flowId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Which versions somebody is under way in. */
  versionsUnderWay(): Promise<readonly { readonly flowId: string; readonly version: number }[]>;
  page(
    filter: RunFilter,
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly RunStory[]; readonly total: number }>;
  counts(flowIds: readonly string[]): Promise<ReadonlyMap<string, RunCounts>>;
  numbers(flowId: string, version?: number): Promise<readonly StepNumbers[]>;
  /** How many have entered, of all versions or of one. */
  entered(flowId: string, version?: number): Promise<number>;
  /** How many mails are noted as gone after their goal. */
  sentAfterGoal(flowId: string, version?: number): Promise<number>;
  /** People under way, by version. */
  runningIn(flowId: string): Promise<ReadonlyMap<number, number>>;
  trace(flowId: string, id: string): Promise<RunTrace | undefined>;
}
