import type { Order, Refund } from '../../../../plugin/src';
import type { Tx } from '../../ports';

/** A step of one version of a flow. */
export interface Place {
  readonly flowId: string;
  readonly version: number;
  readonly node: string;
}

/** A mail of a flow that has gone. */
export interface GoneMail extends Place {
  readonly effectId: string;
  readonly sentAt: number;
}

/** Somebody came through a holdout step: `in`, they went on; `out`, they were kept out. */
export interface Pass extends Place {
  readonly arm: 'in' | 'out';
  readonly at: number;
}

/** An order that was counted. */
export interface CountedOrder extends Order {
  /** Grows with each that is told. */
  readonly seq: number;
  /** The mail that it counts for. */
  readonly mail: Omit<GoneMail, 'sentAt'> | null;
}

/** What orders of one currency come to, for a message or for an arm of a holdout step: sums of many people. */
export interface Earned extends Place {
  readonly arm: 'message' | Pass['arm'];
  readonly currency: string | null;
  readonly orders: number;
  readonly cents: number;
  /** How many passes an order came after; of a message none is counted. */
  readonly buyers: number;
  /** Of the squares of what came after each pass, in cents; of a message none is added up. */
  readonly squares: number;
}

/** Orders, what they are counted by, and their sums. The person's row is locked by whoever calls. */
export interface RevenueStore {
  /** Its seq; undefined when the person's order of this id was told before. */
  insertOrder(
    tx: Tx,
    profileId: string,
    order: Order,
    mail: CountedOrder['mail'],
  ): Promise<number | undefined>;
  /** Those made after that moment, in the order in which they were told. */
  ordersOf(tx: Tx, profileId: string, after: number): Promise<readonly CountedOrder[]>;
  /** Mails of flows that have gone to somebody since that moment. Those of trials are nobody's. */
  mailsOf(tx: Tx, profileId: string, since: number): Promise<readonly GoneMail[]>;
  insertRefund(tx: Tx, profileId: string, refund: Refund): Promise<void>;
  /** Of all orders, also of those that nobody has told of yet, in the order in which they were told. */
  refundsOf(tx: Tx, profileId: string): Promise<readonly Refund[]>;
  insertPasses(tx: Tx, passes: readonly (Pass & { readonly profileId: string })[]): Promise<void>;
  passesOf(tx: Tx, profileId: string, since: number): Promise<readonly Pass[]>;
  /** Two have become one, with all passes, orders and refunds of both, but for those that were told of both. */
  join(tx: Tx, from: string, into: string, twice: readonly CountedOrder[]): Promise<void>;
  /** These count for another mail from now on. */
  recount(tx: Tx, orders: readonly CountedOrder[]): Promise<void>;
  add(tx: Tx, earned: readonly Earned[]): Promise<void>;
  /** By version, of all of a flow or of one. */
  sums(flowId: string, version?: number): Promise<readonly Earned[]>;
}
