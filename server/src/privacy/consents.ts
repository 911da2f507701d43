import {
  allows,
  effectiveConsent,
  PURPOSES,
  type Consent,
  type ConsentPolicy,
  type PrivacySignals,
  type Purpose,
} from '../../../plugin/src';
import type { NewId, Tx } from '../ports';
import type { Profiles } from '../profiles';
import type { ConsentStore, RecordedConsent } from './privacy-store';

export type Decisions = Readonly<Partial<Record<Purpose, boolean>>>;

export interface Given {
  /** Where: `banner`, `checkout`, `unsubscribe`. */
  readonly source: string;
  readonly wording?: string;
  readonly at: number;
}

export interface Consents {
  /** Keeps each yes or no that is new, and what holds now on the profile. */
  record(tx: Tx, profileId: string, decisions: Decisions, given: Given): Promise<void>;
  consentOf(profileId: string, tx?: Tx): Promise<Consent>;
  /** By the installation's policy and the browser's signals. */
  allows(consent: Consent, purpose: Purpose, signals?: PrivacySignals): boolean;
  effective(consent: Consent, signals?: PrivacySignals): Readonly<Record<Purpose, boolean>>;
  /** Read at the claim of every effect that leaves the house. */
  mayReach(tx: Tx, profileId: string, purpose: Purpose): Promise<boolean>;
  history(profileId: string): Promise<readonly RecordedConsent[]>;
}

interface Needs {
  readonly store: ConsentStore;
  readonly profiles: Pick<Profiles, 'get' | 'lock' | 'setConsent'>;
  readonly policy: ConsentPolicy;
  readonly newId: NewId;
}

export const createConsents = ({ store, profiles, policy, newId }: Needs): Consents => {
  const consentOf = async (profileId: string, tx?: Tx): Promise<Consent> =>
    (await profiles.get(profileId, tx))?.consent ?? {};

  return {
    consentOf,
    async record(tx, profileId, decisions, { source, wording, at }) {
      const profile = await profiles.lock(tx, profileId);
      if (!profile) return;
      const asked = PURPOSES.filter((purpose) => decisions[purpose] !== undefined);
      // Clients repeat with every event what was decided once: only what says something new is kept.
      const saysMore = (purpose: Purpose) => profile.consent[purpose]?.granted !== decisions[purpose];
      if (wording === undefined && !asked.some(saysMore)) return;
      const latest = new Map((await store.latest(tx, profile.id)).map((row) => [row.purpose, row]));
      const isNew = (purpose: Purpose) => {
        const last = latest.get(purpose);
        if (last?.granted !== decisions[purpose]) return true;
        return wording !== undefined && (last?.wording !== wording || last.source !== source);
      };
      const records = asked.filter(isNew).map((purpose) => ({
        id: newId(),
        profileId: profile.id,
        purpose,
        granted: decisions[purpose] === true,
        source,
        wording: wording ?? null,
        at,
      }));
      if (records.length === 0) return;
      await store.append(tx, records);
      const newer = records.filter(({ purpose }) => at >= (profile.consent[purpose]?.at ?? 0));
      if (newer.length === 0) return;
      const said = newer.map(({ purpose, granted }) => [purpose, { granted, at, source }] as const);
      await profiles.setConsent(tx, profile.id, { ...profile.consent, ...Object.fromEntries(said) });
    },
    allows: (consent, purpose, signals) => allows(consent, purpose, policy, signals),
    effective: (consent, signals) => effectiveConsent(consent, signals, policy),
    mayReach: async (tx, profileId, purpose) => allows(await consentOf(profileId, tx), purpose, policy),
    history: store.history,
  };
};
