import type { Knex } from 'knex';

import type { Clock } from '../../ports';
import { countRows } from '../../strapi/count-rows';

/** A base of fewer is counted in a moment, and each time. */
const LARGE = 20_000;
/** Whoever asks about a large base asks again with the next letter typed; a few more or fewer change nothing there. */
const REMEMBERED_MS = 10_000;

/** How many people there are. Of a large base it is right to some seconds. */
export const createCountLiving = (db: Knex, now: Clock): (() => Promise<number>) => {
  let known: { readonly at: number; readonly count: number } | undefined;
  let underWay: Promise<number> | undefined;
  const count = async (): Promise<number> => {
    const found = await countRows(db, 'attune_profiles', (people) => people.whereNull('merged_into'));
    known = { at: now(), count: found };
    return found;
  };
  return async () => {
    if (known && known.count >= LARGE && now() - known.at < REMEMBERED_MS) return known.count;
    underWay ??= count().finally(() => (underWay = undefined));
    return underWay;
  };
};
