import { isJsonObject, PURPOSES, type Json, type JsonObject, type Purpose } from '../../../plugin/src';

/** The first page of the visit that goes on. */
export interface Landing {
  readonly url: string;
  readonly referrer?: string;
}

/** What the website says of a request in `Attune-Context`. */
export interface Told {
  readonly url?: string;
  readonly referrer?: string;
  readonly userAgent?: string;
  readonly locale?: string;
  readonly timezone?: string;
  /** Looked up for a place, and kept nowhere. */
  readonly ip?: string;
  readonly landing?: Landing;
  /** What the visitor has answered, by purpose. */
  readonly consent?: Readonly<Partial<Record<Purpose, boolean>>>;
}

/** As header text: a page's address and referrer fit in it many times. */
const MOST_CHARACTERS = 8 * 1024;
const MOST_IN_A_FIELD = 2_000;
const FIELDS = ['url', 'referrer', 'userAgent', 'locale', 'timezone', 'ip'] as const;

/**
 * Anything that is too long, not base64url JSON or not known is left out: the visitor then simply has less context.
 * `onFault` is told of a header that cannot be read at all.
 */
export const readTold = (header: string | undefined, onFault?: () => void): Told => {
  const given = objectIn(header);
  if (!given) {
    onFault?.();
    return {};
  }
  const told: { -readonly [Field in keyof Told]: Told[Field] } = {};
  for (const field of FIELDS) {
    const value = shortText(given[field]);
    if (value !== undefined) told[field] = value;
  }
  const landing = landingIn(given.landing);
  if (landing) told.landing = landing;
  if (isJsonObject(given.consent)) told.consent = answersIn(given.consent);
  return told;
};

const objectIn = (header: string | undefined): JsonObject | undefined => {
  if (!header) return {};
  if (header.length > MOST_CHARACTERS) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

const shortText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= MOST_IN_A_FIELD ? value : undefined;

const landingIn = (value: Json | undefined): Landing | undefined => {
  if (value === undefined || !isJsonObject(value)) return undefined;
  const url = shortText(value.url);
  const referrer = shortText(value.referrer);
  return url === undefined ? undefined : { url, ...(referrer ? { referrer } : {}) };
};

const answersIn = (given: JsonObject): NonNullable<Told['consent']> => {
  const answers: Partial<Record<Purpose, boolean>> = {};
  for (const purpose of PURPOSES) {
    const answer = given[purpose];
    if (typeof answer === 'boolean') answers[purpose] = answer;
  }
  return answers;
};
