import {
  allows,
  effectiveConsent,
  heardFrom,
  PURPOSES,
  type Answers,
  type Consent,
  type ConsentPolicy,
  type PrivacySignals,
  type Purpose,
} from '../../../plugin/src';
import type { NewId, Tx } from '../ports';
import { isSomebody, type Profiles } from '../profiles';
import type { ConsentStore, RecordedConsent } from './privacy-store';

export interface Given {
  /** Where: `banner`, `checkout`, `unsubscribe`. */
  readonly source: string;
  readonly wording?: string;
  readonly at: number;
  /** The device whose bare word it is, where nothing proves for whom it speaks. */
  readonly device?: string;
}

export interface Consents {
  /**
   * Keeps each yes or no that is new, and what holds now on the profile. A device's bare word about somebody is kept as
   * its own; it refuses, and answers what was never answered, but lifts no refusal that it did not make.
   */
  record(tx: Tx, profileId: string, decisions: Answers, given: Given): Promise<void>;
  /** What this device has said itself, whatever holds for the person it belongs to. */
  ownAnswers(profileId: string, device: string, tx?: Tx): Promise<Consent>;
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
    async ownAnswers(profileId, device, tx) {
      const rows = await store.latest(tx ?? null, profileId, device);
      return Object.fromEntries(
        rows.map(({ purpose, granted, at, source }) => [purpose, { granted, at, source }]),
      );
    },
    async record(tx, profileId, decisions, { source, wording, at, device }) {
      const profile = await profiles.lock(tx, profileId);
      if (!profile) return;
      const asked = PURPOSES.filter((purpose) => decisions[purpose] !== undefined);
      // Clients repeat with every event what was decided once: only what says something new is kept.
      const saysMore = (purpose: Purpose) => {
        const standing = profile.consent[purpose];
        return standing?.granted !== decisions[purpose] || standing?.device !== device;
      };
      if (wording === undefined && !asked.some(saysMore)) return;
      const own = await store.latest(tx, profile.id, device ?? null);
      const latest = new Map(own.map((row) => [row.purpose, row]));
      const said = { at, source, ...(device === undefined ? {} : { device }) };
      const heard = heardFrom(profile.consent, decisions, said, isSomebody(profile));
      const isNew = (purpose: Purpose) => {
        const last = latest.get(purpose);
        if (last?.granted !== decisions[purpose]) return true;
        if (heard[purpose]?.granted !== profile.consent[purpose]?.granted) return true;
        return wording !== undefined && (last?.wording !== wording || last.source !== source);
      };
      const records = asked.filter(isNew).map((purpose) => ({
        id: newId(),
        profileId: profile.id,
        purpose,
        granted: decisions[purpose] === true,
        source,
        wording: wording ?? null,
        device: device ?? null,
        at,
      }));
      if (records.length === 0) return;
      await store.append(tx, records);
      const changed = records.filter(({ purpose }) => heard[purpose] !== profile.consent[purpose]);
      if (changed.length === 0) return;
      const consent = Object.fromEntries(changed.map(({ purpose }) => [purpose, heard[purpose]]));
      await profiles.setConsent(tx, profile.id, { ...profile.consent, ...consent });
    },
    allows: (consent, purpose, signals) => allows(consent, purpose, policy, signals),
    effective: (consent, signals) => effectiveConsent(consent, signals, policy),
    mayReach: async (tx, profileId, purpose) => allows(await consentOf(profileId, tx), purpose, policy),
    history: store.history,
  };
};
