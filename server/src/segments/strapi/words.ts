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
/** Rows read in one turn: those wanted lie far apart. */
const PIECE = 50;

interface EventRow {
  readonly seq: number | string;
  readonly name: string;
  readonly profile_id: string;
  readonly properties: string;
}

const countOf = async (db: Knex, name: string): Promise<number> => {
  const some = db('attune_events').where({ name }).limit(MOST_COUNTED).select('name');
  const [row] = (await db.from(some.as('some')).count({ n: '*' })) as { n?: number | string }[];
  return asNumber(row?.n ?? 0);
};

/** What a question answers, a piece in each turn; `anew` makes the question. */
const inPieces = async <Row extends object>(anew: () => Knex.QueryBuilder, limit: number): Promise<Row[]> => {
  const found: Row[] = [];
  for (let from = 0; from < limit; from += PIECE) {
    const size = Math.min(PIECE, limit - from);
    const rows = (await anew().offset(from).limit(size)) as Row[];
    found.push(...rows);
    await breathe();
    if (rows.length < size) break;
  }
  return found;
};

const saidOf = ({ seq, profile_id: by, properties }: EventRow) => ({
  id: String(seq),
  by,
  said: fromJson<JsonObject>(properties),
});

/** The words that were really seen, read where events and people lie, along their indexes alone. */
export const createKnexVocabularySource = (db: Knex): VocabularySource => {
  const events = () => db<EventRow>('attune_events').select('seq', 'name', 'profile_id', 'properties');
  return {
    async eventNames() {
      const found: { name: string; count: number; atLeast?: boolean }[] = [];
      for await (const name of distinctOf(db, 'attune_events', 'name')) {
        const count = await countOf(db, name);
        found.push({ name, count, ...(count === MOST_COUNTED ? { atLeast: true } : {}) });
        if (found.length === MOST_LOOKED_AT) break;
      }
      return found.sort((a, b) => b.count - a.count).slice(0, MOST_NAMES);
    },
    newest: async (limit) =>
      (await inPieces<EventRow>(() => events().orderBy('at', 'desc'), limit)).map((row) => ({
        ...saidOf(row),
        name: row.name,
      })),
    async someOf(name, limit) {
      const newestFirst = [
        { column: 'profile_id', order: 'desc' },
        { column: 'at', order: 'desc' },
      ];
      return (await inPieces<EventRow>(() => events().where({ name }).orderBy(newestFirst), limit)).map(
        saidOf,
      );
    },
    async recentTraits(limit) {
      const people = () =>
        db('attune_profiles').whereNull('merged_into').orderBy('last_seen_at', 'desc').select('traits');
      return (await inPieces<{ traits: string }>(people, limit)).map(({ traits }) =>
        fromJson<JsonObject>(traits),
      );
    },
  };
};
