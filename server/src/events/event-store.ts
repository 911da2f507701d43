import type { EventType, JsonObject } from '../../../plugin/src';
import type { Tx } from '../ports';

/** An event as it is kept. Times are epoch milliseconds by the server's clock. */
export interface StoredEvent {
  /** Grows with each event. */
  readonly seq: number;
  /** The same messageId counts once. */
  readonly messageId: string;
  readonly profileId: string;
  readonly type: EventType;
  readonly name: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly anonymousId: string | null;
  readonly proven: boolean;
  readonly properties: JsonObject;
  readonly context: JsonObject;
}

export interface NewEvent extends Omit<StoredEvent, 'seq'> {
  /** True for history: it fires no flows. */
  readonly handled: boolean;
}

export interface Page {
  readonly page: number;
  readonly pageSize: number;
}

export interface Rows<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

export interface EventFilter extends Page {
  readonly name?: string;
  readonly profileId?: string;
  /** Only events with a greater seq. */
  readonly after?: number;
}

/** A past event as conditions see it. */
export interface PastEvent {
  readonly name: string;
  readonly at: number;
  readonly properties: JsonObject;
  readonly seq: number;
}

/** A list counts up to so many: of more it says that there are as many. */
export const MOST_COUNTED = 10_000;

/**
 * A person is judged on so many of their newest events of the names asked for. Nobody buys so often; a device that
 * sends without end must not hold up the others.
 */
export const MOST_HISTORY = 5_000;

/** What the slice needs kept of the events that were let in. */
export interface EventStore {
  /** Which of these messageIds are stored already. */
  known(tx: Tx, messageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Stores them in this order; one whose messageId is there already is let be. */
  insert(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** What the ring has not looked at yet of these people, in the order of arrival. Of one person the first `limit`. */
  unhandled(tx: Tx, profileIds: readonly string[], limit: number): Promise<readonly StoredEvent[]>;
  markHandled(tx: Tx, seqs: readonly number[]): Promise<void>;
  /** The newest MOST_HISTORY events of these names (`*`: of all), the oldest of them first. */
  history(tx: Tx | null, profileId: string, names: readonly string[]): Promise<readonly PastEvent[]>;
  /** The newest first; `total` is counted up to MOST_COUNTED. */
  list(filter: EventFilter): Promise<Rows<StoredEvent>>;
  /** In their order, some hundreds at most. */
  names(): Promise<readonly string[]>;
  /** Gives one profile's events to another: they have become one person. */
  reassign(tx: Tx, from: string, into: string): Promise<void>;
}
