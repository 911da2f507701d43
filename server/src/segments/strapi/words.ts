import type { Knex } from 'knex';

import type { JsonObject } from '../../../../plugin/src';
import { asNumber, fromJson } from '../../strapi/database';
import type { VocabularySource } from '..';

const MOST_NAMES = 200;

/** The words that were really seen, read where events and people lie. */
export const createKnexVocabularySource = (db: Knex): VocabularySource => ({
  async eventNames() {
    const rows = await db('attune_events')
      .groupBy('name')
      .select('name')
      .count<{ name: string; count: number | string }[]>({ count: '*' })
      .orderBy('count', 'desc')
      .limit(MOST_NAMES);
    return rows.map((row) => ({ name: row.name, count: asNumber(row.count) }));
  },
  async recentEvents(limit) {
    const rows = await db('attune_events')
      .orderBy('seq', 'desc')
      .limit(limit)
      .select<{ name: string; properties: string }[]>('name', 'properties');
    return rows.map((row) => ({ name: row.name, properties: fromJson<JsonObject>(row.properties) }));
  },
  async recentTraits(limit) {
    const rows = await db('attune_profiles')
      .whereNull('merged_into')
      .orderBy('last_seen_at', 'desc')
      .limit(limit)
      .select<{ traits: string }[]>('traits');
    return rows.map(({ traits }) => fromJson<JsonObject>(traits));
  },
});
