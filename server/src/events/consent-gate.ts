import { allows, heardFrom, newestConsent, type Consent, type ConsentPolicy } from '../../../plugin/src';
import type { AcceptedEvent, Piece } from './accepted-event';
import { bareDevice, namesOf, type Acquaintance, type Sought } from './people';
import type { Quarantined } from './quarantine-store';

/** What becomes of an event: kept; or only what it says of the person; or nothing. */
export type Passage = 'store' | 'note' | 'drop';

const keyOf = ({ kind, value }: Sought): string => `${kind}:${value}`;

/** Whom a quarantined event names, as it says itself. */
const saidBy = ({ anonymousId, userId, emailHash }: Quarantined): readonly Sought[] => [
  ...(userId ? [{ kind: 'userId' as const, value: userId }] : []),
  ...(anonymousId ? [{ kind: 'anonymousId' as const, value: anonymousId }] : []),
  ...(emailHash ? [{ kind: 'emailHash' as const, value: emailHash }] : []),
];

/** Everybody an event would make or touch: its person, and whose earlier id it was too. */
const touchedBy = ({ event, who }: AcceptedEvent): readonly Sought[] => [
  ...namesOf(who),
  ...(event.previousId ? [{ kind: 'anonymousId' as const, value: event.previousId }] : []),
];

/** Every name that must be looked up for these, each once. */
export const namesIn = ({ events, quarantined }: Piece): readonly Sought[] => {
  const all = [...events.flatMap(touchedBy), ...quarantined.flatMap(saidBy)];
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
 * recorded no keeps them out. Of somebody who was erased nothing is kept that was done or sent before: it would make
 * them again.
 */
export const createConsentGate = (
  policy: ConsentPolicy,
  names: readonly Sought[],
  found: readonly Acquaintance[],
): ConsentGate => {
  const known = new Map(names.map((name, at) => [keyOf(name), found[at]]));
  const said = new Map<string, Consent>([...known].map(([key, one]) => [key, one?.consent ?? {}]));
  const consentOf = (keys: readonly string[]): Consent =>
    keys.reduce<Consent>((all, key) => newestConsent(all, said.get(key) ?? {}), {});
  const isGranted = (consent: Consent, historical: boolean): boolean =>
    historical ? consent.analytics?.granted !== false : allows(consent, 'analytics', policy);
  const isErased = (whom: readonly Sought[], at: number): boolean =>
    whom.some((name) => at <= (known.get(keyOf(name))?.erasedAt ?? -Infinity));

  return {
    pass(accepted) {
      const { event, who, decisions, historical } = accepted;
      if (isErased(touchedBy(accepted), Math.min(event.at, event.receivedAt))) return 'drop';
      const keys = namesOf(who).map(keyOf);
      const before = consentOf(keys);
      const isPerson = keys.some((key) => known.get(key)?.isPerson);
      const voice = { at: event.at, source: decisions?.source ?? '', device: bareDevice(who) };
      const consent = decisions ? heardFrom(before, decisions.answers, voice, isPerson) : before;
      for (const key of keys) said.set(key, consent);
      if (isGranted(consent, historical)) return 'store';
      const isAccount = who.proven && (event.type === 'identify' || event.type === 'alias');
      return decisions || isAccount ? 'note' : 'drop';
    },
    strip(quarantined) {
      const named = saidBy(quarantined);
      const asked = named.filter(({ kind }) => kind !== 'emailHash').map(keyOf);
      const mayStay = asked.length === 0 || isGranted(consentOf(asked), quarantined.historical);
      if (mayStay && !isErased(named, quarantined.receivedAt)) return quarantined;
      return { ...quarantined, body: 'null', anonymousId: null, userId: null, emailHash: null };
    },
  };
};
