import { allows, newestConsent, PURPOSES, type Consent, type ConsentPolicy } from '../../../plugin/src';
import type { AcceptedEvent, Piece } from './accepted-event';
import { namesOf, type Decisions, type Name } from './people';
import type { Quarantined } from './quarantine-store';

/** What becomes of an event: kept; or only what it says of the person; or nothing. */
export type Passage = 'store' | 'note' | 'drop';

const keyOf = ({ kind, value }: Name): string => `${kind}:${value}`;

const decided = ({ answers, source }: Decisions, at: number): Consent =>
  Object.fromEntries(
    PURPOSES.flatMap((purpose) => {
      const granted = answers[purpose];
      return granted === undefined ? [] : [[purpose, { granted, at, source }]];
    }),
  );

/** Whom a quarantined event names, as it says itself. */
const saidBy = ({ anonymousId, userId }: Quarantined): readonly Name[] => [
  ...(userId ? [{ kind: 'userId' as const, value: userId }] : []),
  ...(anonymousId ? [{ kind: 'anonymousId' as const, value: anonymousId }] : []),
];

/** Every name whose consent must be known for these, each once. */
export const namesIn = ({ events, quarantined }: Piece): readonly Name[] => {
  const all = [...events.flatMap(({ who }) => namesOf(who)), ...quarantined.flatMap(saidBy)];
  return [...new Map(all.map((name) => [keyOf(name), name])).values()];
};

export interface ConsentGate {
  /** Asked for each event of a batch in its order: what one decides holds for the next. */
  pass(accepted: AcceptedEvent): Passage;
  /** What the quarantine may keep: the reason always, the event itself only where it might have been stored. */
  strip(quarantined: Quarantined): Quarantined;
}

/**
 * Without a yes to analytics an event is not kept. A decision it carries is; and so is what a proven identify says,
 * which is the customer's account and no tracking. People in imported history were never asked here: only a
 * recorded no keeps them out.
 */
export const createConsentGate = (
  policy: ConsentPolicy,
  names: readonly Name[],
  found: readonly (Consent | undefined)[],
): ConsentGate => {
  const said = new Map<string, Consent>(names.map((name, at) => [keyOf(name), found[at] ?? {}]));
  const consentOf = (keys: readonly string[]): Consent =>
    keys.reduce<Consent>((all, key) => newestConsent(all, said.get(key) ?? {}), {});
  const isGranted = (consent: Consent, historical: boolean): boolean =>
    historical ? consent.analytics?.granted !== false : allows(consent, 'analytics', policy);

  return {
    pass({ event, who, decisions, historical }) {
      const keys = namesOf(who).map(keyOf);
      const before = consentOf(keys);
      const consent = decisions ? newestConsent(before, decided(decisions, event.at)) : before;
      for (const key of keys) said.set(key, consent);
      if (isGranted(consent, historical)) return 'store';
      const isAccount = who.proven && (event.type === 'identify' || event.type === 'alias');
      return decisions || isAccount ? 'note' : 'drop';
    },
    strip(quarantined) {
      const keys = saidBy(quarantined).map(keyOf);
      if (keys.length === 0 || isGranted(consentOf(keys), quarantined.historical)) return quarantined;
      return { ...quarantined, body: 'null', anonymousId: null, userId: null, emailHash: null };
    },
  };
};
