import type { Knex } from 'knex';

import type { JsonObject } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, chunksOf, fromJson, isPostgres, knexOf } from '../../strapi/database';
import { insertRows } from '../../strapi/insert-rows';
import {
  AFTER_GOAL,
  type NewEffect,
  type OutboxRow,
  type OutboxStatus,
  type OutboxStore,
  type Settled,
  type SettledEffect,
} from '../outbox-store';
import { createProcessStore } from './process-store';
import { addTallies } from './tally-store';

interface Row {
  id: string;
  kind: string;
  profile_id: string;
  flow_id: string | null;
  run_id: string | null;
  node: string | null;
  payload: string;
  status: OutboxStatus;
  due_at: number | string;
  attempts: number;
  message_id: string | null;
  reason: string | null;
  sent_at: number | string | null;
  claimed_at: number | string | null;
  waited_for: string | null;
  created_at: number | string;
}

const fromRow = (row: Row): OutboxRow => ({
  id: row.id,
  kind: row.kind,
  profileId: row.profile_id,
  flowId: row.flow_id,
  runId: row.run_id,
  node: row.node,
  payload: fromJson<JsonObject>(row.payload),
  status: row.status,
  dueAt: asNumber(row.due_at),
  attempts: row.attempts,
  messageId: row.message_id,
  reason: row.reason,
  sentAt: asNumberOrNull(row.sent_at),
  claimedAt: asNumberOrNull(row.claimed_at),
  waitedFor: row.waited_for,
  createdAt: asNumber(row.created_at),
});

const MOST_REASON = 200;
/** What is spread goes in so many portions at most. */
const SPREAD_STEPS = 1_000;

const newRow = (effect: NewEffect) => ({
  id: effect.id,
  kind: effect.kind,
  profile_id: effect.profileId,
  flow_id: effect.flowId,
  run_id: effect.runId,
  node: effect.node,
  payload: JSON.stringify(effect.payload),
  status: effect.settled?.status ?? 'queued',
  reason: effect.settled?.reason?.slice(0, MOST_REASON) ?? null,
  waited_for: effect.settled?.status === 'held' ? (effect.settled.reason ?? null) : null,
  sent_at: effect.settled?.sentAt ?? null,
  due_at: effect.dueAt,
  attempts: 0,
  created_at: effect.createdAt,
});

/** The first reason is kept: it is the one that made it late. */
const waitedFor = (trx: Knex, reason: string) => trx.raw('coalesce(waited_for, ?)', [reason]);

const settledColumns = ({ status, reason, messageId, sentAt, dueAt }: Settled) => ({
  status,
  ...(reason === undefined ? {} : { reason: reason && reason.slice(0, MOST_REASON) }),
  ...(messageId === undefined ? {} : { message_id: messageId }),
  ...(sentAt === undefined ? {} : { sent_at: sentAt }),
  ...(dueAt === undefined ? {} : { due_at: dueAt }),
});

const TABLE = 'attune_outbox';
/** A room of its own among the advisory locks: whose messages are counted. */
const PERSON_LOCK = 7_133_104;

/** What was to be done for somebody, in the order in which it was asked for. */
export const effectsOf = async (
  db: Knex,
  of: Readonly<Record<string, string>>,
): Promise<readonly OutboxRow[]> => {
  const rows = await db<Row>(TABLE).where(of).orderBy(['created_at', 'id']);
  return (rows as Row[]).map(fromRow);
};

export const createKnexOutboxStore = (db: Knex): OutboxStore => ({
  ...createProcessStore(db),
  async enqueue(tx, effects) {
    await insertRows(knexOf(tx), TABLE, effects.map(newRow), { key: ['id'] });
  },
  async claim(tx, processId, now, limit, { kinds, but }) {
    const trx = knexOf(tx);
    const due = trx<Row>(TABLE)
      .where({ status: 'queued' })
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit);
    if (but) due.whereNotIn('kind', [...kinds]);
    else due.whereIn('kind', [...kinds]);
    const rows: Row[] = await (isPostgres(db) ? due.forUpdate().skipLocked() : due);
    if (rows.length === 0) return [];
    await trx(TABLE)
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .where({ status: 'queued' })
      .update({
        status: 'claimed',
        claimed_by: processId,
        claimed_at: now,
        attempts: trx.raw('attempts + 1'),
      });
    return rows.map(fromRow).map((row) => ({ ...row, attempts: row.attempts + 1 }));
  },
  async handOff(tx, id, processId) {
    const changed = await knexOf(tx)(TABLE)
      .where({ id, status: 'claimed', claimed_by: processId })
      .update({ status: 'handed-off' });
    return changed === 1;
  },
  async settle(tx, id, processId, settled) {
    const trx = knexOf(tx);
    const held = settled.status === 'held' && settled.reason;
    const changed = await trx(TABLE)
      .where({ id, claimed_by: processId })
      .whereIn('status', ['claimed', 'handed-off', 'unknown'])
      .update({ ...settledColumns(settled), ...(held && { waited_for: waitedFor(trx, held) }) });
    return changed === 1;
  },
  async postpone(tx, id, processId, dueAt, because) {
    const trx = knexOf(tx);
    await trx(TABLE)
      .where({ id, status: 'claimed', claimed_by: processId })
      .update({
        ...{ status: 'queued', due_at: dueAt, attempts: trx.raw('attempts - 1') },
        ...(because !== null && { reason: because, waited_for: waitedFor(trx, because) }),
      });
  },
  async askedOf(tx, profileId, since) {
    const trx = knexOf(tx);
    if (isPostgres(db))
      await trx.raw('select pg_advisory_xact_lock(?, hashtext(?))', [PERSON_LOCK, profileId]);
    const rows = await trx<Row>(TABLE)
      .where({ profile_id: profileId })
      .whereNotNull('flow_id')
      .where((either) => {
        void either
          .whereIn('status', ['queued', 'claimed'])
          .orWhere((gone) =>
            gone
              .whereIn('status', ['handed-off', 'sent', 'unknown'])
              .where(trx.raw('coalesce(sent_at, claimed_at)'), '>', since),
          );
      });
    return (rows as Row[]).map(fromRow);
  },
  async noteAfterGoal(tx, { profileId, runId }, reachedAt) {
    const trx = knexOf(tx);
    const rows: readonly { flow_id: string; node: string; counted: number }[] = await trx(TABLE)
      .where({ profile_id: profileId, run_id: runId, kind: 'send-email', status: 'sent' })
      .where('sent_at', '>', reachedAt)
      .whereNull('reason')
      .update({ reason: AFTER_GOAL })
      .returning(['flow_id', 'node', 'counted']);
    const counted = rows.filter((row) => row.counted === 1);
    if (counted.length === 0) return;
    const run = await trx('attune_runs').where({ id: runId }).first<{ version: number }>('version');
    // The sums have them already, as mails of no reason.
    await addTallies(
      trx,
      counted.flatMap(({ flow_id, node }) =>
        [
          { detail: AFTER_GOAL, n: 1 },
          { detail: '', n: -1 },
        ].map((row) => ({ ...row, flow_id, node, version: run.version, what: 'sent' as const })),
      ),
    );
  },
  async outcomes(tx, ids) {
    const rows = await knexOf(tx)<Row>(TABLE)
      .whereIn('id', [...ids])
      .whereIn('status', ['sent', 'failed', 'unknown', 'skipped'])
      .select('id', 'kind', 'status', 'reason');
    return rows as SettledEffect[];
  },
  async giveBack(tx, processId) {
    await knexOf(tx)(TABLE)
      .where({ status: 'claimed', claimed_by: processId })
      .update({ status: 'queued', attempts: knexOf(tx).raw('attempts - 1') });
  },
  release(tx, { reason, flowId }) {
    const held = knexOf(tx)(TABLE).where({ status: 'held', reason });
    if (flowId !== undefined) held.where({ flow_id: flowId });
    return held.update({ status: 'queued', reason: null });
  },
  async releaseSpread(tx, { reason, flowId }, { from, to }) {
    const trx = knexOf(tx);
    const ids: string[] = await trx(TABLE)
      .where({ status: 'held', reason, flow_id: flowId })
      .orderBy(['created_at', 'id'])
      .pluck('id');
    const portions = chunksOf(ids, Math.max(1, Math.ceil(ids.length / SPREAD_STEPS)));
    for (const [at, portion] of portions.entries()) {
      const due_at = Math.round(from + ((to - from) * at) / portions.length);
      for (const some of chunksOf(portion)) {
        await trx(TABLE).whereIn('id', some).update({ status: 'queued', reason: null, due_at });
      }
    }
  },
  async skipHeld(tx, { reason, flowId }, because) {
    await knexOf(tx)(TABLE)
      .where({ status: 'held', reason, flow_id: flowId })
      .update({ status: 'skipped', reason: because });
  },
  async heldIds(tx, { reason, ids, flowId, node }, limit) {
    const held = knexOf(tx)(TABLE).where({ status: 'held', reason });
    if (ids) held.whereIn('id', [...ids]);
    if (flowId !== undefined) held.where({ flow_id: flowId });
    if (node !== undefined) held.where({ node });
    return held.orderBy(['created_at', 'id']).limit(limit).pluck<string[]>('id');
  },
  async skipQueued(tx, flowId, reason) {
    await knexOf(tx)(TABLE)
      .where({ flow_id: flowId })
      .whereIn('status', ['queued', 'held'])
      .update({ status: 'skipped', reason });
  },
  async decide(tx, id, from, settled) {
    const trx = knexOf(tx);
    const changed = await trx(TABLE)
      .where({ id })
      .whereIn('status', [...from])
      .update(settledColumns(settled));
    const row = changed === 1 ? await trx<Row>(TABLE).where({ id }).first() : undefined;
    return row && fromRow(row);
  },
  async moveProfile(tx, from, into) {
    await knexOf(tx)(TABLE).where({ profile_id: from }).update({ profile_id: into });
  },
  async find(id) {
    const row = await db<Row>(TABLE).where({ id }).first();
    return row && fromRow(row as Row);
  },
  async page({ status, flowId, node, reason, profileId }, page, pageSize) {
    const matching = () => {
      const query = db<Row>(TABLE).where({ status });
      if (flowId) query.where({ flow_id: flowId });
      if (node) query.where({ node });
      if (reason) query.where({ reason });
      if (profileId) query.where({ profile_id: profileId });
      return query;
    };
    const rows = await matching()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const [count] = await matching().count<{ n: number | string }[]>({ n: '*' });
    return { rows: (rows as Row[]).map(fromRow), total: asNumber(count?.n ?? 0) };
  },
  async countHeld(tx, { reason, flowId }) {
    const [row] = await knexOf(tx)(TABLE)
      .where({ status: 'held', reason, flow_id: flowId })
      .count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n ?? 0);
  },
  async figures(now) {
    const rows = await db(TABLE)
      .whereIn('status', ['queued', 'unknown', 'held', 'failed'])
      .groupBy('status')
      .select('status')
      .count<{ status: string; n: number | string }[]>({ n: '*' });
    const oldest = await db(TABLE)
      .where({ status: 'queued' })
      .where('due_at', '<=', now)
      .min<{ at: number | string | null }[]>({ at: 'due_at' });
    const of = (status: string) => asNumber(rows.find((row) => row.status === status)?.n ?? 0);
    return {
      queued: of('queued'),
      oldestDueAt: asNumberOrNull(oldest[0]?.at),
      unknown: of('unknown'),
      held: of('held'),
      failed: of('failed'),
    };
  },
});
