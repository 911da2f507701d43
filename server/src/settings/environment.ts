import type { SettingsStore } from './settings-store';

export interface EnvironmentState {
  readonly stored: string;
  readonly current: string;
  readonly held: boolean;
}

/** Whether this database belongs to this installation: a copied or restored one writes to nobody. */
export interface Environment {
  /** Remembers the first address it ever saw. */
  read(): Promise<EnvironmentState>;
  confirm(): Promise<EnvironmentState>;
  /** Read at every claim of an effect that leaves the house. */
  isHeld(): Promise<boolean>;
}

const SETTING = 'environment';

export const createEnvironment = (store: SettingsStore, current: string): Environment => {
  const read = async (): Promise<EnvironmentState> => {
    const stored = await store.get(SETTING);
    if (typeof stored === 'string') return { stored, current, held: stored !== current };
    await store.set(SETTING, current);
    return { stored: current, current, held: false };
  };
  return {
    read,
    async confirm() {
      await store.set(SETTING, current);
      return read();
    },
    isHeld: async () => (await read()).held,
  };
};
