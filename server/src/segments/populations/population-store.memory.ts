import type { Population } from '../../../../plugin/src';
import type { PopulationStore } from './population-store';

/** The fake that passes the same suite as the store on Knex. */
export const createMemoryPopulations = (): PopulationStore => {
  const kept = new Map<string, Population>();
  return {
    all: async () => new Map(kept),
    put: async (key, population) => void kept.set(key, population),
    async remove(keys) {
      for (const key of keys) kept.delete(key);
    },
  };
};
