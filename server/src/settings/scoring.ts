import { DEFAULT_SCORING, type Scoring } from '../../../plugin/src';
import type { SettingsStore } from './settings-store';

/** How events become scores. */
export interface ScoringSettings {
  /** As last read, and the same object until it is another: asked at each judgement. */
  current(): Scoring;
  /** Reads what another process may have saved; says whether it is other than it was. */
  reload(): Promise<boolean>;
  save(scoring: Scoring): Promise<Scoring>;
}

const SETTING = 'scoring';

export const createScoringSettings = (store: SettingsStore): ScoringSettings => {
  let known: Scoring = DEFAULT_SCORING;
  return {
    current: () => known,
    async reload() {
      // Only what passed the schema was ever saved.
      const stored = ((await store.get(SETTING)) as Scoring | undefined) ?? DEFAULT_SCORING;
      const changed = JSON.stringify(stored) !== JSON.stringify(known);
      if (changed) known = stored;
      return changed;
    },
    async save(scoring) {
      await store.set(SETTING, scoring);
      known = scoring;
      return scoring;
    },
  };
};
