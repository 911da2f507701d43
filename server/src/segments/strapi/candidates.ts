import type { Knex } from 'knex';

import type { Narrow, Stretch } from '..';

type Row = { readonly id: string };

const within = (query: Knex.QueryBuilder, { after, upTo }: Stretch, column: string): Knex.QueryBuilder => {
  query.where(column, '>', after);
  return upTo === null ? query : query.where(column, '<=', upTo);
};

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  return new Set([...few].filter((id) => many.has(id)));
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
    const rows = (await within(query, stretch, column).select({ id: column })) as Row[];
    return new Set(rows.map(({ id }) => id));
  };

  switch (narrow.who) {
    case 'did': {
      const query = db('attune_events').groupBy('profile_id');
      if (narrow.name !== null) query.where({ name: narrow.name });
      if (narrow.after !== null) query.where('at', '>', narrow.after);
      if (narrow.least > 1) query.havingRaw('(count(*) >= ? or max(at) > ?)', [narrow.least, narrow.now]);
      return ids(query);
    }
    case 'says': {
      const query = db('attune_profiles').where((either) => {
        for (const word of narrow.words) either.orWhere('traits', 'like', `%"${word}"%`);
      });
      if (narrow.words.length === 0) return new Set();
      return ids(query, 'id');
    }
    case 'listed':
      return ids(db('attune_profile_lists').where({ list_id: narrow.list }));
    case 'tagged':
      return ids(db('attune_profile_tags').where({ tag: narrow.tag }));
    case 'in':
      return ids(db('attune_memberships').where({ segment_id: narrow.segmentId }));
    case 'all': {
      let left: ReadonlySet<string> | undefined;
      for (const part of narrow.of) {
        const found = await readCandidates(db, part, stretch);
        left = left ? both(left, found) : found;
        if (left.size === 0) return left;
      }
      return left ?? new Set();
    }
    case 'any': {
      const found = new Set<string>();
      for (const part of narrow.of) for (const id of await readCandidates(db, part, stretch)) found.add(id);
      return found;
    }
    case 'nobody':
      return new Set();
    case 'everyone':
      throw new Error('Everyone is walked over, not looked for.');
  }
};
