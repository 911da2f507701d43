import { PluginError, type Facts } from '../../../../plugin/src';
import type { Carts } from '../../carts';
import type { Events, StoredEvent } from '../../events';
import type { Advance as AdvanceFlows, FlowInput } from '../../flows';
import type { Tx } from '../../ports';
import { readCauses } from '../../profiles';
import type { Segments } from '../../segments';
import type { Turn } from './turning';

interface Needs {
  readonly events: Pick<Events, 'unhandled' | 'markHandled'>;
  readonly carts: Pick<Carts, 'take'>;
  readonly segments: Pick<Segments, 'judge'>;
  readonly advanceFlows: AdvanceFlows;
  /** All that is known of a person, for a branch to be judged on. */
  readonly facts: (tx: Tx, profileId: string) => Promise<Facts>;
}

/** Time first; at one moment, what happened comes before the segments it led into. */
const inOrder = (a: FlowInput, b: FlowInput): number =>
  atOf(a) - atOf(b) || Number(a.kind === 'segment') - Number(b.kind === 'segment');

const atOf = (input: FlowInput): number => (input.kind === 'event' ? input.event.at : input.at);

const earliest = (...times: readonly (number | null)[]): number | null =>
  times.reduce((first, time) => (first === null || (time !== null && time < first) ? time : first), null);

/**
 * Each event is heard by each of a person's runs, in one transaction that everybody on SQLite waits for: a device
 * that sends thousands at once takes several turns.
 */
const MOST_EVENTS = 200;

const byPerson = (events: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> => {
  const own = new Map<string, StoredEvent[]>();
  for (const event of events) own.set(event.profileId, [...(own.get(event.profileId) ?? []), event]);
  return own;
};

/** The ring in a transaction of these people: event -> segment -> flow. What they send leaves through the outbox. */
export const createTurn =
  ({ events, carts, segments, advanceFlows, facts }: Needs): Turn =>
  async (tx, people, now) => {
    const fresh = await events.unhandled(tx, [...people.keys()], MOST_EVENTS);
    const isFull = fresh.length === MOST_EVENTS;
    if (isFull && people.size > 1) {
      throw new PluginError('too-large', 'More has happened to them than one transaction takes.');
    }
    const happened = byPerson(fresh);
    const causes = new Map([...people].map(([id, cause]) => [id, readCauses(cause)]));
    for (const [profileId, { history }] of causes) {
      await carts.take(tx, profileId, happened.get(profileId) ?? [], history);
    }
    const judged = await segments.judge(tx, causes, now);
    const turns = [...causes].map(([profileId, { history }]) => {
      // Whoever an import puts into a segment is in it, and gets no mail for what they did years ago.
      const news = history ? [] : (judged.get(profileId)?.changes ?? []);
      const inputs: readonly FlowInput[] = [
        ...(happened.get(profileId) ?? []).map((event): FlowInput => ({ kind: 'event', event })),
        ...news.map(({ key, entered, at }): FlowInput => ({ kind: 'segment', segment: key, entered, at })),
      ];
      let known: Promise<Facts> | undefined;
      const factsOf = () => (known ??= facts(tx, profileId));
      return { profileId, inputs: [...inputs].sort(inOrder), facts: factsOf };
    });
    const next = await advanceFlows(tx, turns, now);
    await events.markHandled(
      tx,
      fresh.map(({ seq }) => seq),
    );
    return new Map(
      [...people.keys()].map((id) => [
        id,
        earliest(judged.get(id)?.until ?? null, next.get(id) ?? null, isFull ? now : null),
      ]),
    );
  };
