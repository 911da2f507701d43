import {
  allows,
  type Consent,
  type ConsentPolicy,
  type JsonObject,
  type PrivacySignals,
  type Standing,
} from '../../../plugin/src';
import type { Log } from '../ports';
import type { View } from './cut';

/** Whom a request names. A bare anonymousId is the word of a device; a session or a signed token is proof. */
export interface Claim {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly proven: boolean;
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
  consentOf(profileId: string): Promise<Consent>;
  /** `null` is a stranger: an empty profile plus the request's context. */
  decide(profileId: string | null, context: JsonObject): Promise<Standing>;
}

export interface Asked {
  /** Undefined for a request that names nobody. */
  readonly claim: Claim | undefined;
  readonly context: JsonObject;
  readonly signals: PrivacySignals;
}

interface Needs {
  readonly visitors: VisitorPorts;
  readonly policy: ConsentPolicy;
  readonly log: Log;
}

/** A visitor's view: decided once a request, and only when a block depends on it. */
export const createViews =
  ({ visitors, policy, log }: Needs) =>
  (asked: Asked): View => {
    const known = async (): Promise<string | null> => {
      if (!asked.claim) return null;
      const profileId = await visitors.resolve(asked.claim);
      if (profileId === undefined) return null;
      const consent = await visitors.consentOf(profileId);
      if (!allows(consent, 'personalisation', policy, asked.signals)) return null;
      await visitors.freshen(profileId);
      return profileId;
    };
    const failed = (what: string) => (error: Error & { code?: unknown }) => {
      log.error(what, { code: String(error.code ?? error.name) });
      return null;
    };
    const stranger = () =>
      visitors
        .decide(null, asked.context)
        .catch(failed('A stranger could not be judged: targeted blocks are hidden.'));
    const decide = async (): Promise<Standing | undefined> => {
      const profileId = await known().catch(
        failed('A visitor could not be looked up and is shown what strangers see.'),
      );
      const segments =
        profileId === null
          ? await stranger()
          : ((await visitors
              .decide(profileId, asked.context)
              .catch(failed('A visitor could not be judged and is shown what strangers see.'))) ??
            (await stranger()));
      return segments ?? undefined;
    };
    let decided: Promise<Standing | undefined> | undefined;
    return { segments: () => (decided ??= decide()) };
  };

/** Before the ring has started nobody can be judged. */
export const CLOSED_VIEW: View = { segments: async () => undefined };
