import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, chunksOf, knexOf } from '../../strapi/database';
import type { QueueStore } from '..';

interface QueueRow {
  profile_id: string;
  due_at: number | string;
  attempts: number;
  failed_with: string | null;
}

const TABLE = 'attune_profile_queue';

export const createKnexQueueStore = (db: Knex): QueueStore => ({
  async schedule(tx, profileIds, dueAt) {
    const trx = knexOf(tx);
    // In one order everywhere, so that two batches wait for each other instead of deadlocking.
    for (const chunk of chunksOf([...new Set(profileIds)].sort())) {
      await trx<QueueRow>(TABLE)
        .insert(chunk.map((profile_id) => ({ profile_id, due_at: dueAt, attempts: 0, failed_with: null })))
        .onConflict('profile_id')
        .merge({
          due_at: trx.raw(
            'case when excluded.due_at < attune_profile_queue.due_at then excluded.due_at else attune_profile_queue.due_at end',
          ) as unknown as number,
        });
    }
  },
  async dueAt(profileId, tx) {
    const row = await (tx ? knexOf(tx) : db)<QueueRow>(TABLE)
      .where({ profile_id: profileId })
      .first('due_at');
    return row && asNumber(row.due_at);
  },
  take: async (tx, profileId, now) =>
    (await knexOf(tx)<QueueRow>(TABLE).where({ profile_id: profileId }).where('due_at', '<=', now).delete()) >
    0,
  due: async (now, limit) =>
    (
      await db<QueueRow>(TABLE).where('due_at', '<=', now).orderBy('due_at').limit(limit).select('profile_id')
    ).map((row) => row.profile_id),
  async backOff(tx, profileId, code, dueAtAfter) {
    const trx = knexOf(tx);
    const row = await trx<QueueRow>(TABLE).where({ profile_id: profileId }).first();
    if (!row) return;
    const attempts = row.attempts + 1;
    await trx<QueueRow>(TABLE)
      .where({ profile_id: profileId })
      .update({ attempts, failed_with: code, due_at: dueAtAfter(attempts) });
  },
  async drop(tx, profileId) {
    await knexOf(tx)<QueueRow>(TABLE).where({ profile_id: profileId }).delete();
  },
  async backlog(now) {
    const [due] = await db<QueueRow>(TABLE)
      .where('due_at', '<=', now)
      .count<{ n: number | string }[]>({ n: '*' });
    const [oldest] = await db<QueueRow>(TABLE).min<{ at: number | string | null }[]>({ at: 'due_at' });
    const [failing] = await db<QueueRow>(TABLE)
      .where('attempts', '>', 0)
      .count<{ n: number | string }[]>({ n: '*' });
    return {
      due: asNumber(due?.n),
      oldestDueAt: asNumberOrNull(oldest?.at),
      failing: asNumber(failing?.n),
    };
  },
});
