import type { EventFact } from '../../../../plugin/src';
import type { Tx } from '../../ports';

/** Somebody or something has said that this person starts in this flow. Their next turn carries it out. */
export interface Call {
  /** A word that its maker uses once: the same call counts once while it waits, and for a day where it is noted. */
  readonly id: string;
  readonly profileId: string;
  readonly flowId: string;
  /** What keeps the run apart from the person's others. */
  readonly key: string | null;
  readonly event: EventFact | null;
  /** When it is to begin. */
  readonly at: number;
  /** It begins as of `at`, which lies behind: waits count from then. */
  readonly backdated?: boolean;
  /** Of somebody who qualified already: when that was. It begins unless something has ended it since. */
  readonly asOf?: number | null;
  /** It starts nobody by itself: this person is looked at for the first time by a flow that has been live since then. */
  readonly lookFrom?: number | null;
}

export interface WaitingCalls {
  readonly due: readonly Call[];
  /** When the next one comes. */
  readonly next: number | null;
}

export interface CallStore {
  /** Notes the word of a call that may be repeated after it was taken out: false where it has been noted. */
  note(tx: Tx, call: Pick<Call, 'id' | 'profileId' | 'at'>): Promise<boolean>;
  /** Forgets at most so many words that were noted at this moment or before, and answers with how many it forgot. */
  forgetNoted(tx: Tx, until: number, limit: number): Promise<number>;
  add(tx: Tx, calls: readonly Call[]): Promise<void>;
  /**
   * By person, takes out those whose time has come, the earliest first; those of these flows wait on. Whoever has none
   * is missing.
   */
  take(
    tx: Tx,
    profileIds: readonly string[],
    now: number,
    but: readonly string[],
  ): Promise<ReadonlyMap<string, WaitingCalls>>;
  /** People whom a flow has calls for, by id, after this one. */
  peopleOf(tx: Tx, flowId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Whatever waits for this flow waits no longer. */
  forget(tx: Tx, flowId: string): Promise<void>;
  /** Two have become one. */
  move(tx: Tx, fromProfile: string, intoProfile: string): Promise<void>;
}
