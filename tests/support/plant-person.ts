import type { Knex } from 'knex';

export interface Planted {
  readonly profileId: string;
  readonly anonymousId: string;
  readonly userId: string;
  readonly email: string;
  readonly emailHash: string;
  /** Stands in every text that says nothing else. */
  readonly marker: string;
  /** Columns that must name something that is there, as `segment_id`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** By which a table knows whom a row is about. */
const keysOf = (person: Planted): Readonly<Record<string, string>> => ({
  profile_id: person.profileId,
  from_profile: `${person.marker}-merged`,
  into_profile: person.profileId,
  anonymous_id: person.anonymousId,
  user_id: person.userId,
  email: person.email,
  email_hash: person.emailHash,
  address_hash: person.emailHash,
  ...person.names,
});

type Column = { readonly type: string };

const valueFor = (person: Planted, column: string, { type }: Column): unknown => {
  const known = keysOf(person)[column];
  if (known !== undefined) return known;
  if (/bool/i.test(type)) return true;
  if (/int|numeric|float|real/i.test(type)) return 1;
  // Valid as text and as JSON, whichever the column holds.
  return JSON.stringify(`${person.marker}-${column}`);
};

/** Writes one row about this person, every column filled, into a table nobody told this test about. */
export const plantRow = async (db: Knex, table: string, person: Planted): Promise<void> => {
  const columns = await db(table).columnInfo();
  const row = Object.fromEntries(
    Object.entries(columns).map(([column, info]) => [column, valueFor(person, column, info as Column)]),
  );
  await db(table).insert(row).onConflict().ignore();
};
