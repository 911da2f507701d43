import type { Knex } from 'knex';

import { asNumber, chunksOf, isMysql, MANY, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import type { Narrow, Stretch } from '..';
import { isLookedFor } from '../narrowing/narrow';
import { breathe } from './breathe';
import { within } from './stretch';

type Row = { readonly id: string };

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  return new Set([...few].filter((id) => many.has(id)));
};

/** Whose traits have one of these words in them, as JSON writes a text. */
const saying = (db: Knex, words: readonly string[]): Knex.QueryBuilder =>
  words.length === 0
    ? db('attune_profiles').whereRaw('1 = 0')
    : db('attune_profiles').where((either) => {
        for (const word of words) either.orWhere('traits', 'like', `%"${word}"%`);
      });

/** Whether a clock that went wrong sent something from the future: the ends of an index say so at once. */
const isAnyAhead = async (db: Knex, now: number): Promise<boolean> => {
  const [row] = await keptRows<{ newest: number | string | null }>(db('attune_events').max({ newest: 'at' }));
  return asNumber(row?.newest ?? 0) > now;
};

/** So many are looked into one by one; of more nobody is left out, whom the evaluator then decides on. */
const FEW = 5_000;

const amongFew = async (
  db: Knex,
  part: Narrow,
  found: ReadonlySet<string>,
): Promise<ReadonlySet<string> | undefined> => {
  if (part.who !== 'says' || found.size > FEW) return undefined;
  const left = new Set<string>();
  for (const chunk of chunksOf([...found], isMysql(db) ? MANY : FEW)) {
    const rows = (await whereAmong(saying(db, part.words), 'id', chunk).select('id')) as Row[];
    for (const { id } of rows) left.add(id);
  }
  return left;
};

/**
 * Ids in a stretch of whom it could hold. Each leaf is one look along an index; they are put together here, so that
 * every database is asked alike.
 */
export const readCandidates = async (
  db: Knex,
  narrow: Narrow,
  stretch: Stretch,
): Promise<ReadonlySet<string>> => {
  const ids = async (query: Knex.QueryBuilder, column = 'profile_id'): Promise<ReadonlySet<string>> => {
    const rows = await keptRows<Row>(within(query, stretch, column).select({ id: column }));
    return new Set(rows.map(({ id }) => id));
  };

  switch (narrow.who) {
    case 'did': {
      const query = db('attune_events').groupBy('profile_id');
      if (narrow.name !== null) query.where({ name: narrow.name });
      if (narrow.after !== null) query.where('at', '>', narrow.after);
      if (narrow.least > 1) {
        const isAhead = await isAnyAhead(db, narrow.now);
        query.havingRaw(isAhead ? '(count(*) >= ? or max(at) > ?)' : 'count(*) >= ?', [
          narrow.least,
          ...(isAhead ? [narrow.now] : []),
        ]);
      }
      return ids(query);
    }
    case 'says': {
      // Its text grows with the words.
      const rows = (await within(saying(db, narrow.words), stretch, 'id').select('id')) as Row[];
      return new Set(rows.map(({ id }) => id));
    }
    case 'listed':
      return ids(db('attune_profile_lists').where({ list_id: narrow.list }));
    case 'tagged':
      return ids(db('attune_profile_tags').where({ tag: narrow.tag }));
    case 'in':
      return ids(db('attune_memberships').where({ segment_id: narrow.segmentId }));
    // SQLite answers while the loop waits: between two looks others have their turn.
    case 'all': {
      const looked = narrow.of.filter(isLookedFor);
      let left: ReadonlySet<string> | undefined;
      for (const part of narrow.of.filter((one) => !looked.includes(one))) {
        const found = await readCandidates(db, part, stretch);
        await breathe();
        left = left ? both(left, found) : found;
        if (left.size === 0) return left;
      }
      for (const part of looked) {
        const found = left && (await amongFew(db, part, left));
        left = found ?? (left ? left : await readCandidates(db, part, stretch));
      }
      return left ?? new Set();
    }
    case 'any': {
      const found = new Set<string>();
      for (const part of narrow.of) {
        for (const id of await readCandidates(db, part, stretch)) found.add(id);
        await breathe();
      }
      return found;
    }
    case 'nobody':
      return new Set();
    case 'everyone':
      throw new Error('Everyone is walked over, not looked for.');
  }
};
