import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, isPostgres, knexOf } from '../../strapi/database';
import { countRows } from '../../strapi/count-rows';
import { insertRows, type Meeting } from '../../strapi/insert-rows';
import { EVERYTHING, HISTORY, joinCauses, type Due, type QueueStore } from '..';

interface QueueRow {
  profile_id: string;
  due_at: number | string;
  cause: string;
  attempts: number;
  failed_with: string | null;
}

const TABLE = 'attune_profile_queue';

/** Said without a value that is bound: only so does a database know the index of these alone. */
export const FAILING = 'attempts > 0';

const quoted = (text: string): string => `'${text}'`;

/** As `joinCauses` does it: what grows without end becomes everything. */
const joining: Meeting = {
  key: ['profile_id'],
  becomes({ given, kept, joined, lengthOf, same }) {
    const [more, known] = [given('cause'), kept('cause')];
    const both = joined(known, more);
    return {
      due_at: `case when ${given('due_at')} < ${kept('due_at')} then ${given('due_at')} else ${kept('due_at')} end`,
      cause: `case
        when ${more} = '' or ${same(known, more)} then ${known}
        when ${lengthOf(known)} + ${lengthOf(more)} > 2000
          then case when ${joined(quoted('\n'), both)} like ${quoted(`%\n${HISTORY}%`)}
            then ${quoted(EVERYTHING + HISTORY)} else ${quoted(EVERYTHING)} end
        else ${both} end`,
    };
  },
};

/** One row a profile: the earliest time and all causes, sorted by id. */
const oneEach = (rows: readonly Due[]): readonly Due[] => {
  const byId = new Map<string, Due>();
  for (const row of rows) {
    const known = byId.get(row.profileId);
    byId.set(
      row.profileId,
      known
        ? {
            ...row,
            dueAt: Math.min(known.dueAt, row.dueAt),
            cause: joinCauses(known.cause, row.cause),
          }
        : row,
    );
  }
  return [...byId.values()].sort((a, b) => (a.profileId < b.profileId ? -1 : 1));
};

export const createKnexQueueStore = (db: Knex): QueueStore => ({
  async schedule(tx, given) {
    const rows = oneEach(given).map(
      ({ profileId, dueAt, cause }): QueueRow => ({
        profile_id: profileId,
        due_at: dueAt,
        cause,
        attempts: 0,
        failed_with: null,
      }),
    );
    // In one order everywhere, so that two batches wait for each other instead of deadlocking.
    await insertRows(knexOf(tx), TABLE, rows, joining);
  },
  async dueAt(profileId, tx) {
    const row = await (tx ? knexOf(tx) : db)<QueueRow>(TABLE)
      .where({ profile_id: profileId })
      .first('due_at');
    return row && asNumber(row.due_at);
  },
  async take(tx, profileId, now) {
    const mine = () =>
      knexOf(tx)<QueueRow>(TABLE).where({ profile_id: profileId }).where('due_at', '<=', now);
    if (isPostgres(db)) return (await mine().delete(['cause']))[0]?.cause;
    const row = await mine().first('cause');
    if (row) await mine().delete();
    return row?.cause;
  },
  due: async (now, limit) =>
    (
      await db<QueueRow>(TABLE)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .select('profile_id', 'due_at')
    ).map((row) => ({ profileId: row.profile_id, dueAt: asNumber(row.due_at) })),
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
  async waiting(now, most) {
    const some = db<QueueRow>(TABLE).where('due_at', '<=', now).limit(most).select('profile_id');
    const [row] = (await db.from(some.as('some')).count({ n: '*' })) as { n?: number | string }[];
    return asNumber(row?.n ?? 0);
  },
  async backlog(now) {
    const [oldest] = await db<QueueRow>(TABLE).min<{ at: number | string | null }[]>({ at: 'due_at' });
    return {
      due: await countRows(db, TABLE, (rows) => rows.where('due_at', '<=', now)),
      oldestDueAt: asNumberOrNull(oldest?.at),
      failing: await countRows(db, TABLE, (rows) => rows.whereRaw(FAILING)),
    };
  },
});
