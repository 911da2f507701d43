import bowser from 'bowser';

import { isJsonObject, type Geo, type Json, type JsonObject } from '../../../plugin/src';

/** As header text: a page's address and referrer fit in it many times. */
const MOST_CHARACTERS = 8 * 1024;
const MOST_IN_A_FIELD = 2_000;
const FIELDS = ['url', 'referrer', 'userAgent', 'locale', 'timezone'] as const;

type Field = (typeof FIELDS)[number];

/**
 * What the website says of a request in `Attune-Context`, as conditions ask for it. Anything that is too long,
 * not base64url JSON or not known is left out: the visitor then simply has less context. The address (`ip`) is
 * never kept: the place comes from the network in front, when it says.
 */
export const contextOf = (header: string | undefined, now: number, geo?: Geo): JsonObject => {
  const given = read(header);
  const context: Record<string, Json> = {};
  if (given.url) {
    context.url = given.url;
    Object.assign(context, addressParts(given.url));
  }
  if (given.referrer) context.referrer = given.referrer;
  if (given.locale) context.language = given.locale;
  if (given.userAgent) Object.assign(context, device(given.userAgent));
  if (given.timezone) Object.assign(context, localTime(given.timezone, now));
  if (geo) context.geo = { ...geo };
  return context;
};

const read = (header: string | undefined): Partial<Record<Field, string>> => {
  if (!header || header.length > MOST_CHARACTERS) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    if (!isJsonObject(parsed)) return {};
    const known: Partial<Record<Field, string>> = {};
    for (const field of FIELDS) {
      const value = parsed[field];
      if (typeof value === 'string' && value.length <= MOST_IN_A_FIELD) known[field] = value;
    }
    return known;
  } catch {
    return {};
  }
};

const addressParts = (url: string): Record<string, Json> => {
  if (!URL.canParse(url)) return {};
  const { pathname, searchParams } = new URL(url);
  const utm: Record<string, string> = {};
  for (const name of ['source', 'medium', 'campaign', 'term', 'content']) {
    const value = searchParams.get(`utm_${name}`);
    if (value) utm[name] = value;
  }
  return Object.keys(utm).length > 0 ? { path: pathname, utm } : { path: pathname };
};

const device = (userAgent: string): Record<string, Json> => {
  const { browser, os, platform } = bowser.parse(userAgent);
  const found: Record<string, Json> = {};
  if (platform.type) found.device = platform.type;
  if (browser.name) found.browser = browser.name;
  if (os.name) found.os = os.name;
  return found;
};

/** `18:05` and `monday` where the visitor is. */
const localTime = (timezone: string, now: number): Record<string, Json> => {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'long',
      hourCycle: 'h23',
    }).formatToParts(now);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return {
      timezone,
      localTime: `${part('hour')}:${part('minute')}`,
      weekday: part('weekday').toLowerCase(),
    };
  } catch {
    return {};
  }
};
