import { asNumber, chunksOf, knexOf } from '../../strapi/database';
import type { OutboxStore } from '../outbox/outbox-store';
import { OUTBOX } from './outbox-row';

/** What is spread goes in so many portions at most. */
const SPREAD_STEPS = 1_000;

/** Effects that were held back, and those that are not wanted any more before they went. */
export const heldEffects: Pick<
  OutboxStore,
  'release' | 'releaseSpread' | 'skipHeld' | 'heldIds' | 'skipQueued' | 'countHeld'
> = {
  release(tx, { reason, flowId }) {
    const held = knexOf(tx)(OUTBOX).where({ status: 'held', reason });
    if (flowId !== undefined) held.where({ flow_id: flowId });
    return held.update({ status: 'queued', reason: null });
  },
  async releaseSpread(tx, { reason, flowId }, { from, to }) {
    const trx = knexOf(tx);
    const ids: string[] = await trx(OUTBOX)
      .where({ status: 'held', reason, flow_id: flowId })
      .orderBy(['created_at', 'id'])
      .pluck('id');
    const portions = chunksOf(ids, Math.max(1, Math.ceil(ids.length / SPREAD_STEPS)));
    for (const [at, portion] of portions.entries()) {
      const due_at = Math.round(from + ((to - from) * at) / portions.length);
      for (const some of chunksOf(portion)) {
        await trx(OUTBOX).whereIn('id', some).update({ status: 'queued', reason: null, due_at });
      }
    }
  },
  async skipHeld(tx, { reason, flowId }, because) {
    await knexOf(tx)(OUTBOX)
      .where({ status: 'held', reason, flow_id: flowId })
      .update({ status: 'skipped', reason: because });
  },
  async heldIds(tx, { reason, ids, flowId, node }, limit) {
    const held = knexOf(tx)(OUTBOX).where({ status: 'held', reason });
    if (ids) held.whereIn('id', [...ids]);
    if (flowId !== undefined) held.where({ flow_id: flowId });
    if (node !== undefined) held.where({ node });
    return held.orderBy(['created_at', 'id']).limit(limit).pluck<string[]>('id');
  },
  async skipQueued(tx, flowId, reason) {
    await knexOf(tx)(OUTBOX)
      .where({ flow_id: flowId })
      .whereIn('status', ['queued', 'held'])
      .update({ status: 'skipped', reason });
  },
  async countHeld(tx, { reason, flowId }) {
    const [row] = await knexOf(tx)(OUTBOX)
      .where({ status: 'held', reason, flow_id: flowId })
      .count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n ?? 0);
  },
};
