import type { Knex } from 'knex';

import { piecesOf } from '../../strapi/count-rows';
import type { EventRow } from './event-row';

/**
 * A page of the newest events of a common name, for SQLite: from the end of the table backwards. Along the index of
 * names it would sort all that ever were of it.
 */
export const newestOf = async (
  db: Knex,
  name: string,
  after: number,
  offset: number,
  limit: number,
): Promise<readonly EventRow[]> => {
  const seqs: number[] = [];
  for await (const piece of piecesOf(db, 'attune_events', 'newest')) {
    // The plus keeps it from that index.
    const found = (await piece()
      .whereRaw('+name = ?', [name])
      .where('seq', '>', after)
      .orderBy('seq', 'desc')
      .limit(offset + limit - seqs.length)
      .select('seq')) as { readonly seq: number }[];
    for (const { seq } of found) seqs.push(seq);
    if (seqs.length >= offset + limit) break;
  }
  return db<EventRow>('attune_events').whereIn('seq', seqs.slice(offset)).orderBy('seq', 'desc');
};
