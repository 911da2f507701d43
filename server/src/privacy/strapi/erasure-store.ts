import { asNumber, chunksOf, knexOf } from '../../strapi/database';
import type { ErasureStore } from '..';

interface ErasureRow {
  name_hash: string;
  at: number | string;
}

const TABLE = 'attune_erasures';

export const createKnexErasureStore = (): ErasureStore => ({
  async find(tx, hashes) {
    const found = new Map<string, number>();
    for (const chunk of chunksOf(hashes)) {
      const rows = await knexOf(tx)<ErasureRow>(TABLE).whereIn('name_hash', chunk);
      for (const { name_hash, at } of rows) found.set(name_hash, asNumber(at));
    }
    return found;
  },
  async put(tx, hashes, at) {
    for (const chunk of chunksOf([...new Set(hashes)].sort())) {
      const rows = chunk.map((name_hash) => ({ name_hash, at }));
      await knexOf(tx)<ErasureRow>(TABLE).insert(rows).onConflict('name_hash').merge();
    }
  },
});
