import { PURPOSES, type Consent, type ConsentDecision, type Purpose } from './purpose';

/** What holds before anybody was asked: `ask` is no, `granted` is what the site's own legal ground allows. */
export interface ConsentPolicy {
  readonly unasked: Readonly<{ analytics: 'ask' | 'granted'; personalisation: 'ask' | 'granted' }>;
  /** Whether Sec-GPC and DNT are obeyed. */
  readonly honorGpc: boolean;
}

/** What the browser says on its person's behalf: Global Privacy Control and Do Not Track. */
export interface PrivacySignals {
  readonly gpc: boolean;
  readonly dnt: boolean;
}

export const NO_SIGNALS: PrivacySignals = { gpc: false, dnt: false };

/** Ask first, obey the browser: what an unconfigured installation does. */
export const STRICT_POLICY: ConsentPolicy = {
  unasked: { analytics: 'ask', personalisation: 'ask' },
  honorGpc: true,
};

/** The purposes that a browser's signal refuses; measuring one's own site is not what GPC is about. */
const SIGNALLED: readonly Purpose[] = ['personalisation', 'advertising'];

/**
 * Whether this may be done. A recorded answer decides, and a recorded yes outranks the browser's signal, which
 * speaks for people who were not asked. Marketing and advertising are never assumed.
 */
export const allows = (
  consent: Consent,
  purpose: Purpose,
  policy: ConsentPolicy = STRICT_POLICY,
  signals: PrivacySignals = NO_SIGNALS,
): boolean => {
  const decision = consent[purpose];
  if (decision) return decision.granted;
  if (policy.honorGpc && (signals.gpc || signals.dnt) && SIGNALLED.includes(purpose)) return false;
  return (purpose === 'analytics' || purpose === 'personalisation') && policy.unasked[purpose] === 'granted';
};

/** Every purpose answered, as a handler needs it: `{ analytics: true, personalisation: false, … }`. */
export const effectiveConsent = (
  consent: Consent,
  signals: PrivacySignals = NO_SIGNALS,
  policy: ConsentPolicy = STRICT_POLICY,
): Readonly<Record<Purpose, boolean>> => ({
  analytics: allows(consent, 'analytics', policy, signals),
  personalisation: allows(consent, 'personalisation', policy, signals),
  marketing: allows(consent, 'marketing', policy, signals),
  advertising: allows(consent, 'advertising', policy, signals),
});

/** The newer answer to each purpose, whichever of the two it stands in: how two records of one person join. */
export const newestConsent = (one: Consent, other: Consent): Consent => {
  const joined: Partial<Record<Purpose, Consent[Purpose]>> = {};
  for (const purpose of PURPOSES) {
    const [a, b] = [one[purpose], other[purpose]];
    const newer = a && b ? (b.at > a.at || (b.at === a.at && !b.granted) ? b : a) : (a ?? b);
    if (newer) joined[purpose] = newer;
  }
  return joined;
};

/** Yes and no as they were just said. */
export type Answers = Readonly<Partial<Record<Purpose, boolean>>>;

/**
 * What holds once these answers are heard. The bare word of a device that belongs to somebody may refuse anything and
 * answer what was never answered, but turns no refusal into a yes, unless that refusal was its own.
 */
export const heardFrom = (
  consent: Consent,
  answers: Answers,
  said: Omit<ConsentDecision, 'granted'>,
  isPerson: boolean,
): Consent => {
  const heard: Partial<Record<Purpose, ConsentDecision>> = { ...consent };
  for (const purpose of PURPOSES) {
    const granted = answers[purpose];
    const standing = consent[purpose];
    if (granted === undefined || (standing && standing.at > said.at)) continue;
    const isBare = isPerson && said.device !== undefined && said.device !== standing?.device;
    // Nor does it make somebody else's refusal its own by repeating it.
    if (isBare && standing && (granted || !standing.granted)) continue;
    heard[purpose] = { ...said, granted };
  }
  return heard;
};

/** Reads Sec-GPC and DNT: only the value `1` means anything (W3C GPC, 3.1). */
export const signalsOf = (header: (name: string) => string | undefined): PrivacySignals => ({
  gpc: header('sec-gpc') === '1',
  dnt: header('dnt') === '1',
});
