import type { Knex } from 'knex';

/** What another instance has to say. */
export interface Heard {
  /** Models that were written to. */
  onWritten(uids: readonly string[]): void;
  /** Something was written, or may have been, and nobody knows what. */
  onAnything(): void;
  /** While deaf, writes of others are not heard of. */
  onDeaf(deaf: boolean): void;
}

/** How instances on one database hear of each other's writes. */
export interface Changes {
  /** Says that these were written to. With a transaction, whoever listens hears of it when that is committed. */
  tell(uids: readonly string[], trx?: Knex.Transaction): Promise<void>;
  start(heard: Heard): Promise<void>;
  /** Once a second: what is not told by the database is asked for. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}
