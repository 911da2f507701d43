import {
  allows,
  effectiveConsent,
  PURPOSES,
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
import type { Found, Judged, Known, VisitorName, VisitorPorts } from './visitor-ports';

/** Whom a request names. A bare anonymousId is the word of a device; a session or a signed token is proof. */
export interface Claim {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly proven: boolean;
}

/** Where somebody stands, and what is known of whom it was judged by. */
export interface Placed extends Judged {
  /** A proven person, whose facts are nobody else's business; a device and a stranger are not. */
  readonly isPerson: boolean;
}

export interface Asked {
  /** Undefined for a request that names nobody. */
  readonly claim: Claim | undefined;
  readonly signals: PrivacySignals;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What the website and the network say of the visit; asked for only when a condition depends on it. */
  visit(): { readonly told: Told; readonly geo: Geo | undefined };
}

interface Needs {
  readonly visitors: VisitorPorts;
  readonly policy: ConsentPolicy;
  readonly log: Log;
}

const NOBODY: Known = { consent: {}, timezone: null };

/** The visit, for conditions: what the visitor has just answered stands above what was recorded. */
const visitOf =
  (asked: Asked, { consent, timezone }: Known, policy: ConsentPolicy) =>
  () => {
    const { told, geo } = asked.visit();
    const recorded = effectiveConsent(consent, asked.signals, policy);
    const agreed = PURPOSES.filter((purpose) => told.consent?.[purpose] ?? recorded[purpose]);
    return contextOf(told, { geo, timezone, agreed }, asked.at);
  };

/**
 * The name to decide on. A device's id that has become part of a known person's profile opens nothing by itself:
 * whoever holds the device is a stranger again until a session or a token proves them.
 */
const nameOf = ({ userId, anonymousId, proven }: Claim): VisitorName | undefined => {
  if (proven && userId) return { kind: 'userId', value: userId };
  return anonymousId ? { kind: 'anonymousId', value: anonymousId } : undefined;
};

/** One request, as it asks about its visitor. */
export interface Visit {
  /**
   * Until when all that was judged holds for whoever comes by the same name and signals, if what it rests on does not
   * change; epoch milliseconds. In the past where the rest of the request had a say.
   */
  holdsUntil(): number;
  /** With keys, of these segments alone. Undefined when the visitor could not be judged. */
  segments(keys?: ReadonlySet<string>): Promise<Standing | undefined>;
  /** The same, with what whoever keeps the answer must know. */
  place(keys: ReadonlySet<string>): Promise<Placed | undefined>;
  /** The same for somebody of whom nothing is known, who visits so. */
  placeStranger(keys: ReadonlySet<string>): Promise<Placed | undefined>;
  /** Of a proven person who has agreed to personal content; undefined for everybody else. */
  traits(): Promise<JsonObject | undefined>;
}

/** A visitor's view: decided only when a block depends on it, and looked up once a request. */
export const createViews =
  ({ visitors, policy, log }: Needs) =>
  (asked: Asked): Visit => {
    let holdsUntil = Infinity;
    const holdsFor = (until: number | null | undefined): void => {
      holdsUntil = Math.min(holdsUntil, until ?? Infinity);
    };
    const judge = async (
      memberships: Found['memberships'] | null,
      known: Known,
      keys: ReadonlySet<string> | undefined,
    ): Promise<Judged> => {
      const visit = visitOf(asked, known, policy);
      const context = () => {
        holdsFor(-Infinity);
        return visit();
      };
      const judged = await visitors.decide(memberships, context, keys);
      holdsFor(judged.until);
      return judged;
    };
    const look = async (): Promise<Found | undefined> => {
      const name = asked.claim && nameOf(asked.claim);
      const found = name && (await visitors.find(name));
      holdsFor(found?.dueAt);
      if (!found || (name.kind === 'anonymousId' && found.isSomebody)) return undefined;
      if (!allows(found.consent, 'personalisation', policy, asked.signals)) return undefined;
      if (found.dueAt === undefined || found.dueAt > asked.at) return found;
      await visitors.freshen(found.profileId);
      return (await visitors.find(name)) ?? found;
    };
    const failed = (what: string) => (error: Error & { code?: unknown }) => {
      holdsFor(-Infinity);
      log.error(what, { code: String(error.code ?? error.name) });
      return undefined;
    };
    const stranger = async (keys: ReadonlySet<string> | undefined): Promise<Placed | undefined> => {
      const judged = await judge(null, NOBODY, keys).catch(
        failed('A stranger could not be judged: targeted blocks are hidden.'),
      );
      return judged && { ...judged, isPerson: false };
    };

    let looked: Promise<Found | undefined> | undefined;
    const whoIs = () =>
      (looked ??= look().catch(failed('A visitor could not be looked up and is shown what strangers see.')));
    const place = async (keys: ReadonlySet<string> | undefined): Promise<Placed | undefined> => {
      const person = await whoIs();
      if (!person) return stranger(keys);
      const judged = await judge(person.memberships, person, keys).catch(
        failed('A visitor could not be judged and is shown what strangers see.'),
      );
      if (!judged) return stranger(keys);
      const until = Math.min(judged.until ?? Infinity, person.dueAt ?? Infinity);
      return {
        standing: judged.standing,
        until: until === Infinity ? null : until,
        isPerson: asked.claim?.proven === true,
      };
    };
    return {
      segments: async (keys) => (await place(keys))?.standing,
      place,
      placeStranger: stranger,
      holdsUntil: () => holdsUntil,
      async traits() {
        const person = asked.claim?.proven ? await whoIs() : undefined;
        return (
          person &&
          visitors.traitsOf(person.profileId).catch(failed('What is known of a visitor could not be read.'))
        );
      },
    };
  };

/** Before the ring has started nobody can be judged. */
export const closedView = (now: Clock): View => ({ segments: async () => undefined, now });
