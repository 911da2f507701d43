import { allows, newestConsent, PURPOSES, type Consent, type ConsentPolicy } from '../../../plugin/src';
import type { AcceptedEvent } from './accepted-event';
import { namesOf, type Decisions, type Name } from './people';

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

/** Every name that the consents of this batch must be known for, each once. */
export const namesIn = (events: readonly AcceptedEvent[]): readonly Name[] => [
  ...new Map(events.flatMap(({ who }) => namesOf(who)).map((name) => [keyOf(name), name])).values(),
];

/**
 * Walks a batch in its order and says what becomes of each event. Without a yes to analytics an event is not kept.
 * A decision it carries is; and so is what a proven identify says, which is the customer's account and no tracking.
 * People in imported history were never asked here: only a recorded no keeps them out.
 */
export const createConsentGate = (
  policy: ConsentPolicy,
  known: ReadonlyMap<string, Consent>,
): ((accepted: AcceptedEvent) => Passage) => {
  const said = new Map(known);
  return ({ event, who, decisions, historical }) => {
    const keys = namesOf(who).map(keyOf);
    let consent = keys.reduce((all, key) => newestConsent(all, said.get(key) ?? {}), {} as Consent);
    if (decisions) consent = newestConsent(consent, decided(decisions, event.at));
    for (const key of keys) said.set(key, consent);
    const isGranted = historical
      ? consent.analytics?.granted !== false
      : allows(consent, 'analytics', policy);
    if (isGranted) return 'store';
    const names = who.proven && (event.type === 'identify' || event.type === 'alias');
    return decisions || names ? 'note' : 'drop';
  };
};

/** The consents that were found, by name. */
export const consentsByName = (
  names: readonly Name[],
  found: readonly (Consent | undefined)[],
): ReadonlyMap<string, Consent> =>
  new Map(names.map((name, at) => [keyOf(name), found[at] ?? ({} as Consent)]));
