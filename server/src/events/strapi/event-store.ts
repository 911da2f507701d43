import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { asNumber, chunksOf, isSqlite, knexOf, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import { distinctOf } from '../../strapi/distinct';
import { MOST_COUNTED, MOST_HISTORY, type EventStore } from '..';
import { eventOf, pastEventOf, rowOf, type EventRow } from './event-row';
import { newestOf } from './newest';

/** More names than a picker can show. */
const MOST_NAMES = 500;

export const createKnexEventStore = (db: Knex): EventStore => {
  const events = (tx: Tx | null) => (tx ? knexOf(tx) : db)<EventRow>('attune_events');

  return {
    async known(tx, messageIds) {
      const found = new Set<string>();
      for (const chunk of chunksOf(messageIds)) {
        const rows = await events(tx).whereIn('message_id', chunk).select('message_id');
        for (const row of rows) found.add(row.message_id);
      }
      return found;
    },
    async insert(tx, added) {
      for (const chunk of chunksOf(added)) {
        await events(tx).insert(chunk.map(rowOf)).onConflict('message_id').ignore();
      }
    },
    // `handled = false` is written out: with a bound value SQLite would not use the partial index.
    async unhandled(tx, profileIds, limit) {
      const rows = await keptRows<EventRow>(
        whereAmong(events(tx), 'profile_id', profileIds)
          .whereRaw('handled = false')
          // As their index has them: in the order of arrival alone, SQLite would read all events there are.
          .orderBy(['profile_id', 'seq'])
          .limit(limit),
      );
      return rows.map(eventOf).sort((a, b) => a.seq - b.seq);
    },
    async markHandled(tx, seqs) {
      for (const chunk of chunksOf(seqs)) {
        await events(tx).whereIn('seq', chunk).update({ handled: true });
      }
    },
    async history(tx, profileId, names) {
      const query = events(tx).where({ profile_id: profileId });
      if (!names.includes('*')) query.whereIn('name', [...names]);
      const newest = await query
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'seq', order: 'desc' },
        ])
        .limit(MOST_HISTORY)
        .select('seq', 'name', 'at', 'properties');
      return newest.reverse().map(pastEventOf);
    },
    async list({ page, pageSize, name, profileId, after }) {
      const found = events(null);
      if (name !== undefined) found.where({ name });
      if (profileId !== undefined) found.where({ profile_id: profileId });
      if (after !== undefined) found.where('seq', '>', after);
      const some = found.clone().limit(MOST_COUNTED).select('seq').as('some');
      const [counted] = (await db.from(some).count({ n: '*' })) as { readonly n: number | string }[];
      const total = asNumber(counted?.n ?? 0);
      const offset = (page - 1) * pageSize;
      const isCommon = name !== undefined && profileId === undefined && total === MOST_COUNTED;
      const rows =
        isCommon && isSqlite(db)
          ? await newestOf(db, name, after ?? 0, offset, pageSize)
          : await found.orderBy('seq', 'desc').limit(pageSize).offset(offset);
      return { rows: rows.map(eventOf), total };
    },
    async names() {
      const found: string[] = [];
      for await (const name of distinctOf(db, 'attune_events', 'name')) {
        found.push(name);
        if (found.length === MOST_NAMES) break;
      }
      return found;
    },
    async reassign(tx, from, into) {
      await events(tx).where({ profile_id: from }).update({ profile_id: into });
    },
  };
};
