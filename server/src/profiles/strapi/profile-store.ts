import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { countRows } from '../../strapi/count-rows';
import { chunksOf, isPostgres, isSqlite, knexOf, MANY, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import { insertRows } from '../../strapi/insert-rows';
import type { KnownIdentity, Profile, ProfileStore } from '..';
import {
  identityOf,
  identityRowOf,
  mergeOf,
  mergeRowOf,
  profileOf,
  rowOf,
  type IdentityRow,
  type MergeRow,
  type ProfileRow,
} from './profile-row';
import { createSearchPeople } from './search-people';

/** A page rather shows what was than keeps somebody waiting. */
const LONGEST_WAIT = '2s';
/** A room of its own among the advisory locks: those of two numbers never meet those of one. */
const ERASURE_LOCK = [7_133_101, 2] as const;

/**
 * Nobody is known behind it. Said as one look, and without a value that is bound: only so does a database take the
 * index of these alone, in the order they were seen, and not one of the columns'.
 */
export const STRANGER = 'coalesce(merged_into, user_id, email) is null';

export const createKnexProfileStore = (db: Knex): ProfileStore => {
  const at = (tx: Tx | null): Knex => (tx ? knexOf(tx) : db);
  const profiles = (tx: Tx | null) => at(tx)<ProfileRow>('attune_profiles');
  const identities = (tx: Tx | null) => at(tx)<IdentityRow>('attune_identities');
  // SQLite has no row locks and needs none: its transactions wait for one another.
  const locks = !isSqlite(db);
  // Advisory locks that several share at once, and a wait of one transaction alone, only PostgreSQL has.
  const hasShared = isPostgres(db);

  const identitiesAmong: ProfileStore['identities'] = async (tx, wanted) => {
    const found: KnownIdentity[] = [];
    for (const kind of new Set(wanted.map((identity) => identity.kind))) {
      const values = wanted.filter((identity) => identity.kind === kind).map(({ value }) => value);
      for (const chunk of chunksOf(values, MANY)) {
        const rows: IdentityRow[] = await whereAmong(
          at(tx)('attune_identities').where({ kind }),
          'value',
          chunk,
        );
        for (const row of rows) found.push(identityOf(row));
      }
    }
    return found;
  };

  return {
    identities: identitiesAmong,
    identitiesOf: async (tx, profileIds) =>
      (
        await identities(tx)
          .whereIn('profile_id', [...profileIds])
          .orderBy(['at', 'kind', 'value'])
      ).map(identityOf),
    async claimIdentity(tx, identity) {
      const { kind, value } = identity;
      await identities(tx).insert(identityRowOf(identity)).onConflict(['kind', 'value']).ignore();
      const row = await identities(tx).where({ kind, value }).first();
      return row?.profile_id ?? '';
    },
    async claimIdentities(tx, wanted) {
      // In one order everywhere, so that two batches wait for each other instead of deadlocking.
      const rows = wanted
        .map(identityRowOf)
        .sort((a, b) => (`${a.kind}:${a.value}` < `${b.kind}:${b.value}` ? -1 : 1));
      await insertRows(knexOf(tx), 'attune_identities', rows, { key: ['kind', 'value'] });
      return identitiesAmong(tx, wanted);
    },
    async pointIdentity(tx, identity) {
      await identities(tx).insert(identityRowOf(identity)).onConflict(['kind', 'value']).merge();
    },
    async dropIdentities(tx, profileId) {
      await identities(tx).where({ profile_id: profileId }).delete();
    },
    async moveIdentities(tx, from, into) {
      await identities(tx).where({ profile_id: from }).update({ profile_id: into });
    },

    async get(tx, id) {
      const row = await profiles(tx).where({ id }).first();
      return row && profileOf(row);
    },
    async lock(tx, ids) {
      const found: ProfileRow[] = [];
      for (const chunk of chunksOf([...ids].sort(), MANY)) {
        const query = whereAmong(profiles(tx), 'id', chunk).orderBy('id');
        found.push(...(await (locks ? query.forUpdate() : query)));
      }
      return found.map(profileOf);
    },
    async tryLock(tx, ids, wait = false) {
      if (hasShared && wait) await knexOf(tx).raw(`set local lock_timeout = '${LONGEST_WAIT}'`);
      const query = whereAmong(profiles(tx), 'id', ids).orderBy('id');
      if (locks) query.forUpdate();
      if (locks && !wait) query.skipLocked();
      const rows = await keptRows<Pick<ProfileRow, 'id' | 'merged_into'>>(query.select('id', 'merged_into'));
      return rows.map(({ id, merged_into }) => ({ id, mergedInto: merged_into }));
    },
    async insert(tx, profile) {
      await profiles(tx).insert(rowOf(profile));
    },
    async insertMany(tx, added) {
      await insertRows(knexOf(tx), 'attune_profiles', added.map(rowOf));
    },
    async save(tx, profile) {
      await profiles(tx).where({ id: profile.id }).update(rowOf(profile));
    },
    async holdOffErasure(tx) {
      if (hasShared) await knexOf(tx).raw('select pg_advisory_xact_lock_shared(?, ?)', [...ERASURE_LOCK]);
    },
    async holdOffResolving(tx) {
      if (hasShared) await knexOf(tx).raw('select pg_advisory_xact_lock(?, ?)', [...ERASURE_LOCK]);
    },
    async saveMany(tx, changed) {
      for (const chunk of chunksOf(changed)) {
        await profiles(tx).insert(chunk.map(rowOf)).onConflict('id').merge();
      }
    },
    async retire(tx, from, into) {
      await profiles(tx).where({ merged_into: from }).update({ merged_into: into });
      // What it knew lives on in the other one, and in the merge's snapshot.
      await profiles(tx).where({ id: from }).update({
        merged_into: into,
        user_id: null,
        email: null,
        claimed_user_id: null,
        claimed_email: null,
        traits: '{}',
        consent: '{}',
        search: '',
      });
    },
    mergedInto: async (tx, id) =>
      (await profiles(tx).where({ merged_into: id }).select('id')).map((row) => row.id),

    async insertMerge(tx, merge) {
      await at(tx)<MergeRow>('attune_merges').insert(mergeRowOf(merge));
    },
    merges: async (tx, intoProfile) =>
      (
        await at(tx)<MergeRow>('attune_merges').where({ into_profile: intoProfile }).orderBy('at', 'desc')
      ).map(mergeOf),

    search: createSearchPeople(db),
    async strangersUnseenSince(time, limit) {
      const rows = await profiles(null)
        .whereRaw(STRANGER)
        .where('last_seen_at', '<', time)
        .whereNotExists(db('attune_profile_lists').whereRaw('profile_id = attune_profiles.id'))
        .orderBy('last_seen_at')
        .limit(limit)
        .select('id');
      return rows.map(({ id }) => id);
    },
    idsAfter: async (tx, cursor, limit) =>
      (
        await profiles(tx)
          .whereNull('merged_into')
          .where('id', '>', cursor)
          .orderBy('id')
          .limit(limit)
          .select('id')
      ).map(({ id }) => id),
    async many(tx, ids) {
      const found: Profile[] = [];
      for (const chunk of chunksOf(ids, MANY)) {
        const rows: ProfileRow[] = await whereAmong(profiles(tx), 'id', chunk);
        for (const row of rows) if (row.merged_into === null) found.push(profileOf(row));
      }
      return found;
    },
    seenSince: (time) =>
      countRows(db, 'attune_profiles', (people) =>
        people.whereNull('merged_into').where('last_seen_at', '>=', time),
      ),
    count: () => countRows(db, 'attune_profiles', (people) => people.whereNull('merged_into')),
  };
};
