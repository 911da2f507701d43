import type { Knex } from 'knex';

import { isPostgres, knexOf } from '../../strapi/database';
import { insertRows } from '../../strapi/insert-rows';
import { AFTER_GOAL, type OutboxStore, type SettledEffect } from '../outbox/outbox-store';
import { heldEffects } from './held-effects';
import { createOutboxReads } from './outbox-reads';
import { fromRow, newRow, OUTBOX, settledColumns, type Row } from './outbox-row';
import { createProcessStore } from './process-store';
import { addTallies } from './tally-store';

/** The first reason is kept: it is the one that made it late. */
const waitedFor = (trx: Knex, reason: string) => trx.raw('coalesce(waited_for, ?)', [reason]);

/** A room of its own among the advisory locks: whose messages are counted. */
const PERSON_LOCK = 7_133_104;

export const createKnexOutboxStore = (db: Knex): OutboxStore => ({
  ...createProcessStore(db),
  ...heldEffects,
  ...createOutboxReads(db),
  async enqueue(tx, effects) {
    await insertRows(knexOf(tx), OUTBOX, effects.map(newRow), { key: ['id'] });
  },
  async claim(tx, processId, now, limit, { kinds, but }) {
    const trx = knexOf(tx);
    const due = trx<Row>(OUTBOX)
      .where({ status: 'queued' })
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit);
    if (but) due.whereNotIn('kind', [...kinds]);
    else due.whereIn('kind', [...kinds]);
    const rows: Row[] = await (isPostgres(db) ? due.forUpdate().skipLocked() : due);
    if (rows.length === 0) return [];
    await trx(OUTBOX)
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
    const changed = await knexOf(tx)(OUTBOX)
      .where({ id, status: 'claimed', claimed_by: processId })
      .update({ status: 'handed-off' });
    return changed === 1;
  },
  async settle(tx, id, processId, settled) {
    const trx = knexOf(tx);
    const held = settled.status === 'held' && settled.reason;
    const changed = await trx(OUTBOX)
      .where({ id, claimed_by: processId })
      .whereIn('status', ['claimed', 'handed-off', 'unknown'])
      .update({ ...settledColumns(settled), ...(held && { waited_for: waitedFor(trx, held) }) });
    return changed === 1;
  },
  async postpone(tx, id, processId, dueAt, because) {
    const trx = knexOf(tx);
    await trx(OUTBOX)
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
    const rows = await trx<Row>(OUTBOX)
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
    const rows: readonly { flow_id: string; node: string; counted: number }[] = await trx(OUTBOX)
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
    const rows = await knexOf(tx)<Row>(OUTBOX)
      .whereIn('id', [...ids])
      .whereIn('status', ['sent', 'failed', 'unknown', 'skipped'])
      .select('id', 'kind', 'status', 'reason');
    return rows as SettledEffect[];
  },
  async giveBack(tx, processId) {
    await knexOf(tx)(OUTBOX)
      .where({ status: 'claimed', claimed_by: processId })
      .update({ status: 'queued', attempts: knexOf(tx).raw('attempts - 1') });
  },
  async decide(tx, id, from, settled) {
    const trx = knexOf(tx);
    const changed = await trx(OUTBOX)
      .where({ id })
      .whereIn('status', [...from])
      .update(settledColumns(settled));
    const row = changed === 1 ? await trx<Row>(OUTBOX).where({ id }).first() : undefined;
    return row && fromRow(row);
  },
  async moveProfile(tx, from, into) {
    await knexOf(tx)(OUTBOX).where({ profile_id: from }).update({ profile_id: into });
  },
});
