import type { JsonObject, Purpose } from '../../../plugin/src';
import type { Tx } from '../ports';

/** One yes or no as it was given; never changed afterwards. */
export interface RecordedConsent {
  readonly id: string;
  readonly profileId: string;
  readonly purpose: Purpose;
  readonly granted: boolean;
  readonly source: string;
  /** The words that were agreed to or refused. */
  readonly wording: string | null;
  /** Whose bare word it is; null where it was proven for whom. */
  readonly device: string | null;
  readonly at: number;
}

export interface ConsentStore {
  append(tx: Tx, records: readonly RecordedConsent[]): Promise<void>;
  /** The newest record of each purpose, of those that came proven (null) or as this device's bare word. */
  latest(tx: Tx | null, profileId: string, device: string | null): Promise<readonly RecordedConsent[]>;
  history(profileId: string): Promise<readonly RecordedConsent[]>;
  /** What was said as `from` was said by `into`. */
  move(tx: Tx, from: string, into: string): Promise<void>;
}

/** An address, or a CRM's id of a contact, as its keyed hash: the value itself is nowhere. */
export interface Suppression {
  readonly hash: string;
  readonly reason: string;
  /** Set by erasure: this person does not come back by way of a CRM. */
  readonly erased: boolean;
  readonly at: number;
}

export interface SuppressionStore {
  find(tx: Tx | null, hashes: readonly string[]): Promise<readonly Suppression[]>;
  /** Keeps the older reason, unless the new one is an erasure. */
  put(tx: Tx, suppression: Suppression): Promise<void>;
  remove(tx: Tx, hash: string): Promise<Suppression | undefined>;
  list(
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly Suppression[]; readonly total: number }>;
}

/** When somebody of a name was erased last, by the name's keyed hash. */
export interface ErasureStore {
  find(tx: Tx, hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** A later erasure takes the place of an earlier one. */
  put(tx: Tx, hashes: readonly string[], at: number): Promise<void>;
}

/** What was done about a person, kept after the person is gone: a keyed hash says whether it was them. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectHash: string;
  /** Counts and codes only. */
  readonly details: JsonObject;
}

export interface AuditStore {
  append(tx: Tx, entry: AuditEntry): Promise<void>;
}
