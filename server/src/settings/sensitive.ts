import type { Clock } from '../ports';
import type { SettingsStore } from './settings-store';

/** Traits whose names and values are offered to nobody. */
export interface Sensitive {
  read(): Promise<readonly string[]>;
  save(traits: readonly string[]): Promise<readonly string[]>;
}

const SETTING = 'sensitive-traits';
/** Another process may have changed it meanwhile. */
const REMEMBER_MS = 5_000;

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

export const createSensitive = (store: SettingsStore, now: Clock): Sensitive => {
  let known: { readonly at: number; readonly traits: readonly string[] } | undefined;
  return {
    async read() {
      if (known && now() - known.at < REMEMBER_MS) return known.traits;
      const stored = await store.get(SETTING);
      known = { at: now(), traits: isNames(stored) ? stored : [] };
      return known.traits;
    },
    async save(traits) {
      const clean = [...new Set(traits)].sort();
      await store.set(SETTING, clean);
      known = { at: now(), traits: clean };
      return clean;
    },
  };
};
