import type { Knex } from 'knex';

import { isPostgres, knexOf } from '../../strapi/database';
import type { DueRows } from '../../strapi/due';
import type { OutboxStore } from '../outbox/outbox-store';

/** Any constant will do, as long as nobody else takes the same advisory lock in this database. */
const RECOVERY_LOCK = 7_133_102;

/** The clocks of machines may be minutes apart: where there is a server, its clock is everybody's. */
const SERVER_NOW = '(extract(epoch from statement_timestamp()) * 1000)::bigint';

/** Those that have said nothing for so long. */
export const silentProcesses = (db: Knex, now: number, deadAfterMs: number): DueRows =>
  isPostgres(db)
    ? { from: `attune_processes where beat_at < ${SERVER_NOW} - ?`, values: [deadAfterMs] }
    : { from: 'attune_processes where beat_at < ?', values: [now - deadAfterMs] };

/** Who is alive, and what becomes of the work of those who are not. */
export const createProcessStore = (db: Knex): Pick<OutboxStore, 'beat' | 'leave' | 'recover'> => ({
  async beat(processId, now) {
    const beat_at = isPostgres(db) ? db.raw(SERVER_NOW) : now;
    await db('attune_processes').insert({ id: processId, beat_at }).onConflict('id').merge();
  },
  async leave(tx, processId) {
    await knexOf(tx)('attune_processes').where({ id: processId }).delete();
  },
  async recover(tx, { now, deadAfterMs }, repeatable) {
    const trx = knexOf(tx);
    // One process at a time; the others find nothing left to do.
    if (isPostgres(db)) await trx.raw('select pg_advisory_xact_lock(?)', [RECOVERY_LOCK]);
    const { from, values = [] } = silentProcesses(db, now, deadAfterMs);
    await trx.raw(`delete from ${from}`, [...values]);
    const orphaned = (status: string) =>
      trx('attune_outbox').where({ status }).whereNotIn('claimed_by', trx('attune_processes').select('id'));
    const requeued = await orphaned('claimed').update({
      status: 'queued',
      attempts: trx.raw('attempts - 1'),
    });
    const repeated = await orphaned('handed-off')
      .whereIn('kind', [...repeatable])
      .update({ status: 'queued' });
    const unknown = await orphaned('handed-off').select<{ id: string; run_id: string | null }[]>(
      'id',
      'run_id',
    );
    if (unknown.length > 0) {
      await orphaned('handed-off').update({
        status: 'unknown',
        reason: 'the process ended while it was sending',
      });
    }
    return {
      requeued: requeued + repeated,
      unknown: unknown.map(({ id, run_id }) => ({ id, runId: run_id })),
    };
  },
});
