import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { asNumber, chunksOf, knexOf, whereAmong } from '../../strapi/database';
import { MOST_HISTORY, type EventStore } from '..';
import { eventOf, pastEventOf, rowOf, type EventRow } from './event-row';

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
      const rows: EventRow[] = await whereAmong(events(tx), 'profile_id', profileIds)
        .whereRaw('handled = false')
        // As their index has them: in the order of arrival alone, SQLite would read all events there are.
        .orderBy(['profile_id', 'seq'])
        .limit(limit);
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
        .select('name', 'at', 'properties');
      return newest.reverse().map(pastEventOf);
    },
    async list({ page, pageSize, name, profileId, after }) {
      const found = events(null);
      if (name !== undefined) found.where({ name });
      if (profileId !== undefined) found.where({ profile_id: profileId });
      if (after !== undefined) found.where('seq', '>', after);
      const [total] = await found.clone().count<{ n: number | string }[]>({ n: '*' });
      const rows = await found
        .orderBy('seq', 'desc')
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      return { rows: rows.map(eventOf), total: asNumber(total?.n) };
    },
    names: async () =>
      (await events(null).distinct('name').orderBy('name').limit(MOST_NAMES)).map(({ name }) => name),
    async reassign(tx, from, into) {
      await events(tx).where({ profile_id: from }).update({ profile_id: into });
    },
  };
};
