import type { JsonObject } from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import { eventsCame, type Due } from '../profiles';
import type { EventStore, Page, PastEvent, Rows, StoredEvent } from './event-store';

/** An event that this installation itself makes: a mail was delivered, a link clicked. */
export interface OwnEvent {
  /** Made from what happened, so that it counts once however often it is told. */
  readonly messageId: string;
  readonly profileId: string;
  readonly name: string;
  readonly at: number;
  readonly properties: JsonObject;
}

/** What the other slices know of events. */
export interface Events {
  /** What the ring has not looked at yet of these people, in the order of arrival. Of one person the first `limit`. */
  unhandled(tx: Tx, profileIds: readonly string[], limit: number): Promise<readonly StoredEvent[]>;
  markHandled(tx: Tx, seqs: readonly number[]): Promise<void>;
  /** Past events by name (`*` asks for all), the oldest first; a name without events is missing. */
  history(
    tx: Tx | null,
    profileId: string,
    names: Iterable<string>,
  ): Promise<Readonly<Record<string, readonly PastEvent[]>>>;
  /** The newest first. */
  timeline(profileId: string, page: Page): Promise<Rows<StoredEvent>>;
  /** Stores them and queues their people. Consent is the caller's to judge. */
  record(tx: Tx, events: readonly OwnEvent[]): Promise<void>;
  /** Gives one profile's events to the one it has become part of. */
  reassign(tx: Tx, from: string, into: string): Promise<void>;
}

interface Needs {
  readonly store: EventStore;
  readonly queue: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  readonly now: Clock;
}

const byName = (past: readonly PastEvent[]): Readonly<Record<string, readonly PastEvent[]>> => {
  const groups = new Map<string, PastEvent[]>();
  for (const event of past) {
    const group = groups.get(event.name);
    if (group) group.push(event);
    else groups.set(event.name, [event]);
  }
  return Object.fromEntries(groups);
};

export const createEvents = ({ store, queue, now }: Needs): Events => ({
  unhandled: store.unhandled,
  markHandled: store.markHandled,
  async history(tx, profileId, names) {
    const wanted = [...names];
    return wanted.length === 0 ? {} : byName(await store.history(tx, profileId, wanted));
  },
  timeline: (profileId, page) => store.list({ ...page, profileId }),
  async record(tx, events) {
    const receivedAt = now();
    const rows = events.map((event) => ({
      ...event,
      type: 'track' as const,
      receivedAt,
      anonymousId: null,
      proven: true,
      context: {},
      handled: false,
    }));
    await store.insert(tx, rows);
    await queue(
      tx,
      events.map(({ profileId, name }) => ({ profileId, dueAt: receivedAt, cause: eventsCame([name]) })),
    );
  },
  reassign: store.reassign,
});
