import type { RunningPostgres } from './postgres';
import { bootStrapi, type Boot } from './strapi';

/** Boots on a new database of this server each time, or again on the one of an earlier boot. */
export const bootOn = (postgres: RunningPostgres, prefix: string): Boot => {
  let databases = 0;
  return async (options = {}) => {
    if (options.again) return bootStrapi(options);
    const postgresUrl = await postgres.createDatabase(`${prefix}_${(databases += 1)}`);
    return bootStrapi({ ...options, postgresUrl });
  };
};
