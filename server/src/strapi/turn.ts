import type { Facts } from '../../../plugin/src';
import type { Carts } from '../carts';
import type { Events } from '../events';
import type { Advance as AdvanceFlows, FlowInput } from '../flows';
import type { Tx } from '../ports';
import { readCauses } from '../profiles';
import type { Segments } from '../segments';
import type { Turn } from './advance';

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

/** The ring in one person's transaction: event -> segment -> flow. What they send leaves through the outbox. */
export const createTurn =
  ({ events, carts, segments, advanceFlows, facts }: Needs): Turn =>
  async (tx, profileId, now, cause) => {
    const fresh = await events.unhandled(tx, profileId, MOST_EVENTS);
    const causes = readCauses(cause);
    await carts.take(tx, profileId, fresh, causes.history);
    const { changes, until } = await segments.judge(tx, profileId, now, causes);
    // Whoever an import puts into a segment is in it, and gets no mail for what they did years ago.
    const news = causes.history ? [] : changes;
    const inputs: readonly FlowInput[] = [
      ...fresh.map((event): FlowInput => ({ kind: 'event', event })),
      ...news.map(({ key, entered, at }): FlowInput => ({ kind: 'segment', segment: key, entered, at })),
    ];
    let known: Promise<Facts> | undefined;
    const next = await advanceFlows(tx, {
      profileId,
      now,
      inputs: [...inputs].sort(inOrder),
      facts: () => (known ??= facts(tx, profileId)),
    });
    await events.markHandled(
      tx,
      fresh.map(({ seq }) => seq),
    );
    const more = fresh.length === MOST_EVENTS ? now : null;
    return earliest(until, next.until, more);
  };
