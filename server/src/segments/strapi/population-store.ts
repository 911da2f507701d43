import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import { asNumber, fromJson } from '../../strapi/database';
import type { PopulationStore } from '..';

interface PopulationRow {
  id: string;
  key: string;
  refreshed_at: number | string;
  n: number | string;
  mean: number;
  sd: number;
  quantiles: string;
}

const TABLE = 'attune_populations';

/** A figure's key may be longer than an index takes. */
const idOf = (key: string): string => createHash('sha256').update(key).digest('hex');

export const createKnexPopulations = (db: Knex): PopulationStore => ({
  all: async () =>
    new Map(
      (await db<PopulationRow>(TABLE)).map((row) => [
        row.key,
        {
          refreshedAt: asNumber(row.refreshed_at),
          n: asNumber(row.n),
          mean: row.mean,
          sd: row.sd,
          quantiles: fromJson<number[]>(row.quantiles),
        },
      ]),
    ),
  async put(key, { refreshedAt, quantiles, ...rest }) {
    const row = {
      id: idOf(key),
      key,
      refreshed_at: refreshedAt,
      quantiles: JSON.stringify(quantiles),
      ...rest,
    };
    await db<PopulationRow>(TABLE).insert(row).onConflict('id').merge();
  },
  async remove(keys) {
    await db(TABLE).whereIn('id', keys.map(idOf)).delete();
  },
});
