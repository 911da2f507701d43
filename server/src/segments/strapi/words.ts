import type { Knex } from 'knex';

import type { JsonObject } from '../../../../plugin/src';
import { asNumber, fromJson } from '../../strapi/database';
import { distinctOf } from '../../strapi/distinct';
import type { VocabularySource } from '..';
import { breathe } from './breathe';

const MOST_NAMES = 200;
/** Names looked at: of somebody who writes ids into them not all can be. */
const MOST_LOOKED_AT = 1_000;
/** Counted up to this: enough to say which are the common ones. */
const MOST_COUNTED = 10_000;

const countOf = async (db: Knex, name: string): Promise<number> => {
  const some = db('attune_events').where({ name }).limit(MOST_COUNTED).select('name');
  const [row] = (await db.from(some.as('some')).count({ n: '*' })) as { n?: number | string }[];
  return asNumber(row?.n ?? 0);
};

/** The words that were really seen, read where events and people lie. */
export const createKnexVocabularySource = (db: Knex): VocabularySource => ({
  async eventNames() {
    const found: { name: string; count: number }[] = [];
    for await (const name of distinctOf(db, 'attune_events', 'name')) {
      found.push({ name, count: await countOf(db, name) });
      if (found.length === MOST_LOOKED_AT) break;
    }
    return found.sort((a, b) => b.count - a.count).slice(0, MOST_NAMES);
  },
  async recentOf(name, limit) {
    const rows = await db('attune_events')
      .where({ name })
      .orderBy('at', 'desc')
      .limit(limit)
      .select<{ properties: string }[]>('properties');
    await breathe();
    return rows.map(({ properties }) => fromJson<JsonObject>(properties));
  },
  async recentTraits(limit) {
    const rows = await db('attune_profiles')
      .whereNull('merged_into')
      .orderBy('last_seen_at', 'desc')
      .limit(limit)
      .select<{ traits: string }[]>('traits');
    await breathe();
    return rows.map(({ traits }) => fromJson<JsonObject>(traits));
  },
});
