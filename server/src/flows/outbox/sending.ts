import {
  decideSending,
  isMessage,
  parseDuration,
  PRIORITIES,
  type AskedMessage,
  type FlowRules,
} from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { OutboxRow, OutboxStore } from './outbox-store';
import type { PaceStore } from './pace-store';
import type { Wanted } from './still-wanted';

interface Needs {
  readonly outbox: Pick<OutboxStore, 'askedOf'>;
  readonly paces: PaceStore;
  /** An IANA zone; null where it is not known. */
  readonly zoneOf: (tx: Tx, profileId: string) => Promise<string | null>;
  readonly now: Clock;
}

const asked = ({ id, payload, createdAt }: OutboxRow): AskedMessage => ({
  id,
  priority: PRIORITIES.find((known) => known === payload.priority) ?? 'normal',
  createdAt,
});

/** Asks the rules of its flow whether a message goes now, in the transaction that would hand it off. */
export const createSending =
  ({ outbox, paces, zoneOf, now }: Needs) =>
  async (tx: Tx, row: OutboxRow, rules: FlowRules | undefined): Promise<Wanted> => {
    if (!rules || row.flowId === null || !isMessage(row.payload)) return 'go';
    const { hours, cap, perMinute } = rules;
    const at = now();
    const zone = hours ? await zoneOf(tx, row.profileId) : null;
    const since = at - (parseDuration(cap?.within ?? '') ?? 0);
    const theirs = cap ? await outbox.askedOf(tx, row.profileId, since) : [];
    const counting = theirs.filter(({ id, payload }) => isMessage(payload) && id !== row.id);
    const waiting = counting.filter(({ status }) => status === 'queued' || status === 'claimed');
    const gone = counting.filter(({ status }) => status !== 'queued' && status !== 'claimed');

    const pace = await (perMinute === undefined ? undefined : paces.lock(tx, row.flowId));
    const decision = decideSending(rules, {
      ...{ message: asked(row), now: at, zone, pace },
      sent: gone.map(({ sentAt, claimedAt }) => sentAt ?? claimedAt ?? at),
      rivals: waiting.filter(({ dueAt }) => dueAt <= at).map(asked),
      movedFor: row.reason,
    });
    if (decision.send === 'never') return { skip: decision.because };
    if (decision.pace && perMinute !== undefined) await paces.save(tx, row.flowId, decision.pace);
    return decision.send === 'now' ? 'go' : { later: decision.at, because: decision.because };
  };

export type Sending = ReturnType<typeof createSending>;
