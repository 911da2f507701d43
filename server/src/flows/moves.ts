import type { EventFact, Facts } from '../../../plugin/src';
import type { Tx } from '../ports';

/** What happened to one person since the ring last turned for them, in order. */
export type FlowInput =
  | { readonly kind: 'event'; readonly event: EventFact }
  | {
      readonly kind: 'segment';
      /** The segment's key. */
      readonly segment: string;
      readonly entered: boolean;
      readonly at: number;
    };

export interface Turn {
  readonly profileId: string;
  readonly now: number;
  readonly inputs: readonly FlowInput[];
  /** Loaded when a branch must be judged, once at most. */
  facts(): Promise<Facts>;
}

/** Starts, moves and ends one person's runs, in the caller's transaction; queues effects there too. */
export type Advance = (tx: Tx, turn: Turn) => Promise<{ readonly until: number | null }>;
