import type { Json } from '../../../json';
import { PURPOSES } from '../../../privacy';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

interface ContextWord {
  readonly name: string;
  readonly examples: readonly Json[];
  /** Its value is a list, and the examples are what may be in it. */
  readonly isList?: boolean;
}

/** What a request can say of a visit, with examples; the website's server sends it, see docs/concepts/condition.md. */
export const CONTEXT_WORDS: readonly ContextWord[] = [
  { name: 'device', examples: ['mobile', 'tablet', 'desktop', 'tv', 'bot'] },
  { name: 'browser', examples: ['Chrome', 'Safari', 'Firefox', 'Microsoft Edge'] },
  { name: 'os', examples: ['Windows', 'macOS', 'iOS', 'Android', 'Linux'] },
  { name: 'language', examples: ['en-GB', 'de-AT'] },
  { name: 'geo.country', examples: ['DE', 'AT', 'US'] },
  { name: 'geo.region', examples: [] },
  { name: 'geo.city', examples: ['Vienna', 'Berlin'] },
  { name: 'url', examples: [] },
  { name: 'path', examples: ['/', '/sale'] },
  { name: 'referrer', examples: [] },
  { name: 'utm.source', examples: ['newsletter', 'google'] },
  { name: 'utm.medium', examples: ['email', 'cpc'] },
  { name: 'utm.campaign', examples: [] },
  { name: 'landing.path', examples: ['/', '/sale'] },
  { name: 'landing.referrer', examples: [] },
  { name: 'landing.utm.source', examples: ['newsletter', 'google'] },
  { name: 'landing.utm.campaign', examples: [] },
  { name: 'consent', examples: [...PURPOSES], isList: true },
  { name: 'localTime', examples: ['09:00', '18:00'] },
  { name: 'weekday', examples: [...WEEKDAYS] },
];

const PAGE = [
  'url',
  'path',
  'referrer',
  'utm',
  ...['source', 'medium', 'campaign', 'term', 'content'].map((one) => `utm.${one}`),
];
const PLACE = ['country', 'region', 'city', 'latitude', 'longitude', 'timezone'];

/** All that a visit can have, what the builder does not offer too. */
export const CONTEXT_PATHS: readonly string[] = [
  ...['device', 'browser', 'os', 'language', 'localTime', 'weekday', 'timezone', 'consent', 'geo', 'landing'],
  ...PAGE,
  ...PAGE.map((one) => `landing.${one}`),
  ...PLACE.map((one) => `geo.${one}`),
];
