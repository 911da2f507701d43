import { isPluginError, type ConsentPolicy, type EventFault } from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import type { AcceptedEvent, LateFaults, Piece } from './accepted-event';
import { consentsByName, createConsentGate, namesIn } from './consent-gate';
import type { EventStore, NewEvent } from './event-store';
import type { People, RecordConsent, Who } from './people';
import type { QuarantineStore } from './quarantine-store';

interface Needs {
  readonly events: EventStore;
  readonly quarantine: QuarantineStore;
  readonly people: People;
  readonly recordConsent: RecordConsent;
  readonly policy: ConsentPolicy;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

export interface Committed {
  /** The people something was stored about. */
  readonly profileIds: readonly string[];
  readonly late: LateFaults;
}

/** So many events are worked on between two breaths: a few milliseconds. */
const BREATH = 50;

/** An event whose person is known. */
interface Placed {
  readonly accepted: AcceptedEvent;
  readonly profileId: string;
  readonly keep: boolean;
}

/** The first of each messageId; it counts once, within a batch as across batches. */
const firstOfEach = (events: readonly AcceptedEvent[]): readonly AcceptedEvent[] =>
  [
    ...new Map([...events].reverse().map((accepted) => [accepted.event.messageId, accepted])).values(),
  ].reverse();

/** Whom an event names: its person; whose earlier id it also was; whose address it only claims. */
const referencesOf = ({ event, who, claimedEmail }: AcceptedEvent): readonly Who[] => {
  const { anonymousId } = who;
  const earlier =
    event.type === 'alias' && who.proven && event.previousId
      ? [{ userId: who.userId, anonymousId: event.previousId, proven: true }]
      : [];
  const claim = claimedEmail && anonymousId ? [{ anonymousId, email: claimedEmail, proven: false }] : [];
  return [who, ...earlier, ...claim];
};

const toRow = ({ accepted: { event, who, historical }, profileId }: Placed): NewEvent => ({
  messageId: event.messageId,
  profileId,
  type: event.type,
  name: event.name,
  at: event.at,
  receivedAt: event.receivedAt,
  anonymousId: event.anonymousId ?? null,
  proven: who.proven,
  properties: event.properties,
  context: event.context,
  handled: historical,
});

/** Stores the pieces in the given transaction: consent, person, traits, events, queue. */
export const createCommit = (needs: Needs) => {
  const { events: store, quarantine, people, recordConsent, policy, now, breathe } = needs;

  const place = async (tx: Tx, events: readonly AcceptedEvent[]): Promise<readonly Placed[]> => {
    const names = namesIn(events);
    const gate = createConsentGate(policy, consentsByName(names, await people.consents(tx, names)));
    const passing = events
      .map((accepted) => ({ accepted, passage: gate(accepted) }))
      .filter(({ passage }) => passage !== 'drop');
    if (passing.length === 0) return [];
    const references = passing.map(({ accepted }) => referencesOf(accepted));
    const profileIds = await people.resolve(tx, references.flat());
    let at = 0;
    return passing.map(({ accepted, passage }, index) => {
      const profileId = profileIds[at] ?? '';
      at += references[index]?.length ?? 0;
      return { accepted, profileId, keep: passage === 'store' };
    });
  };

  /** Undefined when all is well. Traits that are too many are that event's fault and nobody else's. */
  const note = async (tx: Tx, { accepted, profileId }: Placed): Promise<EventFault | undefined> => {
    const { event, decisions } = accepted;
    if (decisions) await recordConsent(tx, profileId, decisions, event.at);
    if (event.type !== 'identify') return undefined;
    try {
      await people.applyTraits(tx, profileId, event.properties);
      return undefined;
    } catch (error) {
      if (!isPluginError(error) || error.code !== 'too-large') throw error;
      return { code: 'too-large', path: 'traits', message: error.message };
    }
  };

  const seen = async (tx: Tx, placed: readonly Placed[]): Promise<readonly string[]> => {
    const newest = new Map<string, Placed>();
    for (const one of placed) {
      const last = newest.get(one.profileId);
      if (!last || one.accepted.event.at >= last.accepted.event.at) newest.set(one.profileId, one);
    }
    for (const [profileId, { accepted }] of newest) {
      const { timezone, locale, event } = accepted;
      await people.seen(tx, profileId, { at: event.at, timezone, locale });
    }
    return [...newest.keys()];
  };

  return async (tx: Tx, pieces: readonly Piece[]): Promise<Committed> => {
    const all = firstOfEach(pieces.flatMap(({ events }) => events));
    const known = await store.known(
      tx,
      all.map(({ event }) => event.messageId),
    );
    await breathe();
    const placed = await place(
      tx,
      all.filter(({ event }) => !known.has(event.messageId)),
    );
    await breathe();
    const late = new Map<AcceptedEvent, EventFault>();
    for (const [index, one] of placed.entries()) {
      const fault = await note(tx, one);
      if (fault) late.set(one.accepted, fault);
      if (index % BREATH === BREATH - 1) await breathe();
    }
    const good = placed.filter(({ accepted }) => !late.has(accepted));
    await store.insert(tx, good.filter(({ keep }) => keep).map(toRow));
    await breathe();
    const profileIds = await seen(tx, good);
    await people.queue(tx, profileIds, now());
    await quarantine.insert(
      tx,
      pieces.flatMap(({ quarantined }) => quarantined),
    );
    return { profileIds, late };
  };
};
