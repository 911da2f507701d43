import type { Population } from '../../../../plugin/src';

/** How figures are spread among all people, by figure key. */
export interface PopulationStore {
  all(): Promise<ReadonlyMap<string, Population>>;
  put(key: string, population: Population): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}
