import {
  allows,
  effectiveConsent,
  PURPOSES,
  type Consent,
  type ConsentPolicy,
  type Geo,
  type JsonObject,
  type PrivacySignals,
  type Standing,
} from '../../../plugin/src';
import type { Clock, Log } from '../ports';
import { contextOf } from './context';
import type { View } from './cut';
import type { Told } from './told';

/** Whom a request names. A bare anonymousId is the word of a device; a session or a signed token is proof. */
export interface Claim {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly proven: boolean;
}

/** What a visit takes from the person who is known to be visiting. */
export interface Known {
  readonly consent: Consent;
  readonly timezone: string | null;
  readonly traits: JsonObject;
}

/** What the content slice asks of the others on the request path. */
export interface VisitorPorts {
  /**
   * The profile to decide on, or undefined for nobody known; never makes one. Unproven, it must be the device's
   * own: a profile that is known to be somebody is never given for a bare anonymousId.
   */
  resolve(claim: Claim): Promise<string | undefined>;
  /** Takes in what is due for this profile, so that the answer knows what was just done. */
  freshen(profileId: string): Promise<void>;
  about(profileId: string): Promise<Known>;
  /** `null` is a stranger: an empty profile plus the request's context. */
  decide(profileId: string | null, context: JsonObject): Promise<Standing>;
}

export interface Asked {
  /** Undefined for a request that names nobody. */
  readonly claim: Claim | undefined;
  readonly told: Told;
  readonly geo: Geo | undefined;
  readonly signals: PrivacySignals;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Needs {
  readonly visitors: VisitorPorts;
  readonly policy: ConsentPolicy;
  readonly log: Log;
}

const NOBODY: Known = { consent: {}, timezone: null, traits: {} };

/** The visit, for conditions: what the visitor has just answered stands above what was recorded. */
const visitOf = ({ told, geo, signals, at }: Asked, { consent, timezone }: Known, policy: ConsentPolicy) => {
  const recorded = effectiveConsent(consent, signals, policy);
  const agreed = PURPOSES.filter((purpose) => told.consent?.[purpose] ?? recorded[purpose]);
  return contextOf(told, { geo, timezone, agreed }, at);
};

/** A visitor's view: decided once a request, and only when a block depends on it. */
export const createViews =
  ({ visitors, policy, log }: Needs) =>
  (asked: Asked): View => {
    const known = async (): Promise<(Known & { readonly profileId: string }) | null> => {
      if (!asked.claim) return null;
      const profileId = await visitors.resolve(asked.claim);
      if (profileId === undefined) return null;
      const about = await visitors.about(profileId);
      if (!allows(about.consent, 'personalisation', policy, asked.signals)) return null;
      await visitors.freshen(profileId);
      return { ...about, profileId };
    };
    const failed = (what: string) => (error: Error & { code?: unknown }) => {
      log.error(what, { code: String(error.code ?? error.name) });
      return null;
    };
    const stranger = () =>
      visitors
        .decide(null, visitOf(asked, NOBODY, policy))
        .catch(failed('A stranger could not be judged: targeted blocks are hidden.'));
    let looked: ReturnType<typeof known> | undefined;
    const whoIs = () =>
      (looked ??= known().catch(failed('A visitor could not be looked up and is shown what strangers see.')));
    const decide = async (): Promise<Standing | undefined> => {
      const person = await whoIs();
      const segments =
        person === null
          ? await stranger()
          : ((await visitors
              .decide(person.profileId, visitOf(asked, person, policy))
              .catch(failed('A visitor could not be judged and is shown what strangers see.'))) ??
            (await stranger()));
      return segments ?? undefined;
    };
    let decided: Promise<Standing | undefined> | undefined;
    return {
      segments: () => (decided ??= decide()),
      traits: async () => (asked.claim?.proven ? (await whoIs())?.traits : undefined),
      now: () => asked.at,
    };
  };

/** Before the ring has started nobody can be judged. */
export const closedView = (now: Clock): View => ({ segments: async () => undefined, now });
