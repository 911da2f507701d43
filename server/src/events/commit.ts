import { isPluginError, type ConsentPolicy, type EventFault } from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import { eventsCame, HISTORY, ONLY_TIME, type CauseText } from '../profiles';
import type { AcceptedEvent, LateFaults, Piece } from './accepted-event';
import { createConsentGate, namesIn, type ConsentGate } from './consent-gate';
import type { EventStore, NewEvent } from './event-store';
import { bareDevice, type People, type RecordConsent, type Who } from './people';
import { QUARANTINE_LIMITS, type Quarantined, type QuarantineStore } from './quarantine-store';
import { asCall, type SetAside } from './set-aside';

interface Needs {
  readonly events: EventStore;
  readonly quarantine: QuarantineStore;
  readonly people: People;
  readonly recordConsent: RecordConsent;
  readonly setAside: SetAside;
  readonly policy: ConsentPolicy;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

export interface Committed {
  /** The people something has just happened to. History waits in the queue for the heartbeat. */
  readonly profileIds: readonly string[];
  readonly late: LateFaults;
}

/** So many events, or people, are worked on between two breaths: a few milliseconds. */
const BREATH = 10;
/** So many rows are written between two: about as long. */
const INSERTED = 100;

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
  return [who, ...earlier, ...claim].map((one) => ({ ...one, at: event.at }));
};

const causeOf = ({ event, historical }: AcceptedEvent, keep: boolean): CauseText =>
  (historical ? HISTORY : '') + (keep ? eventsCame([event.name]) : ONLY_TIME);

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
  const { events: store, quarantine, people, recordConsent, setAside, policy, now, breathe } = needs;

  const open = async (tx: Tx, piece: Piece): Promise<ConsentGate> => {
    const names = namesIn(piece);
    return createConsentGate(policy, names, names.length > 0 ? await people.lookUp(tx, names) : []);
  };

  const place = async (tx: Tx, events: readonly AcceptedEvent[], gate: ConsentGate) => {
    const passing = events
      .map((accepted) => ({ accepted, passage: gate.pass(accepted) }))
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
  const note = async (tx: Tx, { accepted, profileId, keep }: Placed): Promise<EventFault | undefined> => {
    const { event, decisions, who } = accepted;
    if (decisions) await recordConsent(tx, profileId, decisions, { at: event.at, device: bareDevice(who) });
    if (event.type !== 'identify' || !(keep || who.proven)) return undefined;
    try {
      await people.applyTraits(tx, profileId, event.properties);
      return undefined;
    } catch (error) {
      if (!isPluginError(error) || error.code !== 'too-large') throw error;
      return { code: 'too-large', path: 'traits', message: error.message };
    }
  };

  /** Of each person's events the first says since when they are known, the last where and when they were seen. */
  const seen = async (tx: Tx, placed: readonly Placed[]): Promise<void> => {
    const byTime = [...placed].sort((a, b) => a.accepted.event.at - b.accepted.event.at);
    const oldest = new Map([...byTime].reverse().map((one) => [one.profileId, one]));
    const newest = new Map(byTime.map((one) => [one.profileId, one]));
    const ends = [...newest].flatMap(([profileId, last]) => [
      ...new Set([oldest.get(profileId) ?? last, last]),
    ]);
    for (let at = 0; at < ends.length; at += INSERTED) {
      const some = ends
        .slice(at, at + INSERTED)
        .map(({ accepted: { timezone, locale, event }, profileId }) => ({
          profileId,
          at: event.at,
          timezone,
          locale,
        }));
      await people.seen(tx, some);
      await breathe();
    }
  };

  const keepAside = async (tx: Tx, aside: readonly Quarantined[]): Promise<void> => {
    if (aside.length === 0) return;
    await quarantine.insert(tx, aside);
    await quarantine.keepNewest(tx, QUARANTINE_LIMITS.rows);
  };

  return async (tx: Tx, pieces: readonly Piece[]): Promise<Committed> => {
    const all = firstOfEach(pieces.flatMap(({ events }) => events));
    const known = await store.known(
      tx,
      all.map(({ event }) => event.messageId),
    );
    await breathe();
    const fresh = all.filter(({ event }) => !known.has(event.messageId));
    const quarantined = pieces.flatMap((piece) => piece.quarantined);
    const gate = await open(tx, { events: fresh, quarantined });
    const placed = await place(tx, fresh, gate);
    await breathe();
    const late = new Map<AcceptedEvent, EventFault>();
    for (const [index, one] of placed.entries()) {
      const fault = await note(tx, one);
      if (fault) late.set(one.accepted, fault);
      if (index % BREATH === BREATH - 1) await breathe();
    }
    const good = placed.filter(({ accepted }) => !late.has(accepted));
    const kept = good.filter(({ keep }) => keep);
    for (let at = 0; at < kept.length; at += INSERTED) {
      await store.insert(tx, kept.slice(at, at + INSERTED).map(toRow));
      await breathe();
    }
    await seen(tx, kept);
    const dueAt = now();
    await people.queue(
      tx,
      good.map(({ accepted, profileId, keep }) => ({
        profileId,
        dueAt,
        cause: causeOf(accepted, keep),
      })),
    );
    const aside = [...late].map(([{ event, keyId, historical }, fault]) =>
      setAside(asCall(event), fault, { keyId, historical, receivedAt: event.receivedAt }),
    );
    await keepAside(tx, [...quarantined, ...aside].map(gate.strip));
    const live = good.filter(({ accepted }) => !accepted.historical);
    return { profileIds: [...new Set(live.map(({ profileId }) => profileId))], late };
  };
};
