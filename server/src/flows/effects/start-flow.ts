import { isJsonObject, type EventFact, type Json } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { CallStore } from '../starts/call-store';
import type { InwardHandler } from '../outbox/effect';
import type { FlowStore } from '../flow-store';

interface Needs {
  readonly flows: Pick<FlowStore, 'byKey'>;
  readonly calls: Pick<CallStore, 'add'>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly now: Clock;
}

const eventOf = (value: Json | undefined): EventFact | null =>
  isJsonObject(value) && isJsonObject(value.properties)
    ? { name: String(value.name), at: Number(value.at), properties: value.properties }
    : null;

/** Has the person's next turn begin the other flow, as its rules say, with this run's key and trigger. */
export const createStartFlow = ({ flows, calls, queue, now }: Needs): InwardHandler => ({
  async apply(tx, { id, profileId, payload }) {
    const flow = await flows.byKey(tx, String(payload.flow));
    if (flow?.status !== 'live') return { outcome: 'failed', reason: 'the flow is not live' };
    const key = typeof payload.key === 'string' ? payload.key : null;
    const event = eventOf(payload.trigger);
    await calls.add(tx, [{ id, profileId, flowId: flow.id, key, event, at: now() }]);
    await queue(tx, [profileId], now());
    return { outcome: 'done' };
  },
});
