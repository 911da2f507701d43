import type { EventFact } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { TodayStart } from '../publishing/publishing';

export interface DueFlow {
  readonly id: string;
  readonly version: number;
  readonly nextAt: number;
}

/** One start of everybody in a segment, carried out in portions. */
export interface Slot {
  readonly flowId: string;
  readonly version: number;
  /** The time that the schedule named. */
  readonly at: number;
  /** The moment that it is about: `at` is a little later where the flow had another slot then. */
  readonly asOf: number;
  /** What happened to an entry, where that is why. */
  readonly event: EventFact | null;
  /** The last profile that was told; portions go by profile id. */
  readonly cursor: string;
  /** It starts those who qualified before the flow was live; null for every other. */
  readonly today: TodayStart | null;
}

export interface ScheduleStore {
  due(now: number): Promise<readonly DueFlow[]>;
  /** Opens the slot and moves the flow on to its next time. False when another process did. */
  open(tx: Tx, flow: DueFlow, nextAt: number | null): Promise<boolean>;
  /** One more slot, at this moment or the next that the flow has none at. */
  add(tx: Tx, slot: Omit<Slot, 'asOf' | 'cursor' | 'today'> & Partial<Pick<Slot, 'today'>>): Promise<void>;
  /** An unfinished slot that no other process is at, locked until the transaction ends. */
  takeOpen(tx: Tx): Promise<Slot | undefined>;
  advance(tx: Tx, slot: Slot, cursor: string, done: boolean): Promise<void>;
  /** For each of these people, a start that their next turn carries out, or a first look. */
  tell(tx: Tx, slot: Slot, what: 'start' | 'look', profileIds: readonly string[]): Promise<void>;
  /** What has not been told of this flow is told to nobody. */
  close(tx: Tx, flowId: string): Promise<void>;
}
