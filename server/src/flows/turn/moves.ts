import type { EventFact, Facts } from '../../../../plugin/src';
import type { Tx } from '../../ports';

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
  readonly inputs: readonly FlowInput[];
  /** Loaded when a branch must be judged, once at most. */
  facts(): Promise<Facts>;
}

/**
 * Starts, moves and ends the runs of these people, each there once, in the caller's transaction; queues effects there
 * too. By person: when they must be looked at again if nothing happens.
 */
export type Advance = (
  tx: Tx,
  turns: readonly Turn[],
  now: number,
) => Promise<ReadonlyMap<string, number | null>>;
