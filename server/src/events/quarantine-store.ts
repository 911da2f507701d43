import type { FaultCode } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Page, Rows } from './event-store';

/** An event that was not let in. The ids are as the call claimed them, so that erasure finds it. */
export interface Quarantined {
  readonly id: string;
  readonly receivedAt: number;
  readonly code: FaultCode;
  readonly path: string;
  readonly message: string;
  /** What was sent, as JSON; cut where it is longer than QUARANTINE_LIMITS says. */
  readonly body: string;
  readonly keyId: string;
  /** Came by import: replayed, it is history too. */
  readonly historical: boolean;
  readonly anonymousId: string | null;
  readonly userId: string | null;
  /** A keyed hash. */
  readonly emailHash: string | null;
}

/** Anybody who has the public browser key can send what is refused: it must not fill the disk. */
export const QUARANTINE_LIMITS = {
  /** The newest so many are kept. */
  rows: 10_000,
  /** Of one event; a longer one is cut, and can be replayed only when it is sent along, corrected. */
  bodyBytes: 8 * 1024,
} as const;

export interface QuarantineStore {
  insert(tx: Tx, rows: readonly Quarantined[]): Promise<void>;
  /** Deletes the oldest beyond so many. */
  keepNewest(tx: Tx, most: number): Promise<void>;
  /** The newest first. */
  list(filter: Page & { readonly code?: string }): Promise<Rows<Quarantined>>;
  get(id: string): Promise<Quarantined | undefined>;
  delete(id: string): Promise<void>;
}
