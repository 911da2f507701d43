import type { EventFault, IncomingEvent } from '../../../plugin/src';
import type { Decisions, Who } from './people';
import type { Quarantined } from './quarantine-store';

/** An event that passed the door and waits to be stored. Its context is already as it is kept. */
export interface AcceptedEvent {
  readonly event: IncomingEvent;
  readonly who: Who;
  /** An address the device gives beside a proven userId: it stays a claim. */
  readonly claimedEmail?: string;
  readonly decisions?: Decisions;
  readonly timezone?: string;
  readonly locale?: string;
  /** History: it keeps its time and fires no flows. */
  readonly historical: boolean;
  readonly keyId: string;
}

/** What one request brings, or a part of it: stored together, or not at all. */
export interface Piece {
  readonly events: readonly AcceptedEvent[];
  readonly quarantined: readonly Quarantined[];
}

/** Events that were accepted and then turned out not to be storable, with the reason. */
export type LateFaults = ReadonlyMap<AcceptedEvent, EventFault>;
