import type { EmailSource } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { RenderedMail } from './rendering/renderer';

/** A template as it is kept. */
export interface StoredEmail extends EmailSource {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Grows with each change: with the id it names one exact source. */
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface EmailStore {
  /** By id or key. */
  find(idOrKey: string): Promise<StoredEmail | undefined>;
  list(
    search: string,
    page: number,
    pageSize: number,
  ): Promise<{ rows: readonly StoredEmail[]; total: number }>;
  /** False when the key is taken. */
  insert(email: StoredEmail): Promise<boolean>;
  /** False when the stored revision is no longer the one before this. */
  save(email: StoredEmail): Promise<boolean>;
  delete(id: string): Promise<void>;
}

/** A mail as it went out, but for the addresses by which clicks are counted. */
export interface KeptMail {
  readonly effectId: string;
  readonly profileId: string;
  /** The template's key. */
  readonly template: string;
  readonly at: number;
  readonly mail: RenderedMail;
}

/** Copies of what was sent, for those who may see people. */
export interface KeptMailStore {
  put(tx: Tx, kept: KeptMail): Promise<void>;
  get(effectId: string): Promise<KeptMail | undefined>;
}

/** Mails to addresses that are only claimed, by the keyed hash of the mailbox behind them. */
export interface ClaimedMailStore {
  /**
   * Counts this mail unless `limit` others went to the mailbox since then; the same effect counts once. Two
   * transactions for one mailbox wait for each other.
   */
  count(
    tx: Tx,
    mail: { readonly effectId: string; readonly mailboxHash: string; readonly at: number },
    since: number,
    limit: number,
  ): Promise<boolean>;
}
