import type { Knex } from 'knex';

import type { Transact, Tx } from '../../ports';
import { asNumber, chunksOf, isSqlite, knexOf, whereAmong } from '../../strapi/database';
import type { Tick } from '../../strapi/heartbeat';

interface CountRow {
  readonly id: number | string;
  readonly segment_id: string;
  readonly delta: number;
}

const COUNTS = 'attune_membership_counts';
/** Rows folded in one transaction: SQLite answers all of it while the loop waits. */
const MOST = 1_000;
/** Fewer than this many to a segment are read as quickly as one. */
const LOOSE = 16;

/** By segment id: how many are in. Those that never had anybody are missing. */
export const readCounts = async (db: Knex, segmentId?: string): Promise<ReadonlyMap<string, number>> => {
  const query = db(COUNTS).groupBy('segment_id');
  if (segmentId !== undefined) query.where({ segment_id: segmentId });
  const rows = await query.select('segment_id').sum<{ segment_id: string; n: number | string }[]>({
    n: 'delta',
  });
  return new Map(rows.map(({ segment_id, n }) => [segment_id, asNumber(n)]));
};

/**
 * Puts the single changes of the counters together, as many as a transaction should; says whether there may be more.
 * Rows that another process folds at the moment are left to it, and readers see either side of it as a whole.
 */
export const foldCounts = async (tx: Tx): Promise<boolean> => {
  const trx = knexOf(tx);
  const [held] = await trx(COUNTS).count({ rows: '*' }).countDistinct({ segments: 'segment_id' });
  if (asNumber(held?.rows) <= LOOSE * asNumber(held?.segments)) return false;
  const found = trx<CountRow>(COUNTS).orderBy('id').limit(MOST);
  const rows = await (isSqlite(trx) ? found : found.forUpdate().skipLocked());
  const sums = new Map<string, number>();
  for (const { segment_id, delta } of rows) sums.set(segment_id, (sums.get(segment_id) ?? 0) + delta);
  await whereAmong(
    trx(COUNTS),
    'id',
    rows.map(({ id }) => String(id)),
  ).delete();
  const folded = [...sums].map(([segment_id, delta]) => ({ segment_id, delta }));
  for (const chunk of chunksOf(folded)) await trx(COUNTS).insert(chunk);
  return rows.length === MOST;
};

interface FoldNeeds {
  readonly db: Knex;
  readonly transact: Transact;
  readonly breathe: () => Promise<void>;
}

/** Puts them together whenever some have come since it last did. */
export const createFold = ({ db, transact, breathe }: FoldNeeds): Pick<Tick, 'due' | 'run'> => {
  let seenTo = 0;
  return {
    due: () => [{ from: `${COUNTS} where id > ?`, values: [seenTo] }],
    async run() {
      while (await transact(foldCounts)) await breathe();
      const [row] = await db(COUNTS).max<{ id: number | string | null }[]>({ id: 'id' });
      seenTo = asNumber(row?.id ?? 0);
    },
  };
};
