import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { countRows } from '../../strapi/count-rows';
import { asNumber, asNumberOrNull, isSqlite, knexOf, whereAmong } from '../../strapi/database';
import { insertRows, type Meeting } from '../../strapi/insert-rows';
import { keptRows } from '../../strapi/kept-statements';
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

const dueOf = (tx: Tx, profileIds: readonly string[], now: number) =>
  whereAmong(knexOf(tx)<QueueRow>(TABLE), 'profile_id', profileIds).where('due_at', '<=', now);

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
  async dueAmong(tx, profileIds, now) {
    const rows = await keptRows<QueueRow>(dueOf(tx, profileIds, now).select('profile_id'));
    return rows.map((row) => row.profile_id);
  },
  async take(tx, profileIds, now) {
    if (isSqlite(db)) {
      const gone: QueueRow[] = await knexOf(tx).raw(
        `delete from ${TABLE} where profile_id in (select value from json_each(?)) and due_at <= ? returning profile_id, cause`,
        [JSON.stringify(profileIds), now],
      );
      return new Map(gone.map((row) => [row.profile_id, row.cause]));
    }
    // In one order, as everybody locks them.
    const rows = await dueOf(tx, profileIds, now)
      .orderBy('profile_id')
      .forUpdate()
      .select('profile_id', 'cause');
    const taken = new Map(rows.map((row) => [row.profile_id, row.cause]));
    if (taken.size > 0) await whereAmong(knexOf(tx)(TABLE), 'profile_id', [...taken.keys()]).delete();
    return taken;
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
  async dropGone(tx, profileIds) {
    const there = knexOf(tx)('attune_profiles')
      .whereRaw('id = ??', [`${TABLE}.profile_id`])
      .select('id');
    await whereAmong(knexOf(tx)<QueueRow>(TABLE), 'profile_id', profileIds).whereNotExists(there).delete();
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
