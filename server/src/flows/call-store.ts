import type { EventFact } from '../../../plugin/src';
import type { Tx } from '../ports';

/** Somebody or something has said that this person starts in this flow. Their next turn carries it out. */
export interface Call {
  /** A word that its maker uses once: the same call counts once while it waits. */
  readonly id: string;
  readonly profileId: string;
  readonly flowId: string;
  /** What keeps the run apart from the person's others. */
  readonly key: string | null;
  readonly event: EventFact | null;
  readonly at: number;
}

export interface CallStore {
  add(tx: Tx, calls: readonly Call[]): Promise<void>;
  /** Takes out those that wait for this person, the earliest first. */
  take(tx: Tx, profileId: string): Promise<readonly Call[]>;
  /** Two have become one. */
  move(tx: Tx, fromProfile: string, intoProfile: string): Promise<void>;
}
