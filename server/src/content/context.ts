import bowser from 'bowser';

import type { Geo, Json, JsonObject, Purpose } from '../../../plugin/src';
import type { Told } from './told';

/** What is known of a request beside what the website says of it. */
export interface Beside {
  readonly geo?: Geo;
  /** Where a person that is known was last, as their browser said. */
  readonly timezone?: string | null;
  /** The purposes agreed to. */
  readonly agreed: readonly Purpose[];
}

/**
 * A visit, as conditions ask for it. The address (`ip`) is no part of it. The local time is that of the zone the
 * website names, else the person's, else the place's.
 */
export const contextOf = (told: Told, { geo, timezone, agreed }: Beside, now: number): JsonObject => {
  const context: Record<string, Json> = { consent: agreed };
  if (told.url) Object.assign(context, addressParts(told.url));
  if (told.referrer) context.referrer = told.referrer;
  if (told.landing) {
    const { url, referrer } = told.landing;
    context.landing = { ...addressParts(url), ...(referrer ? { referrer } : {}) };
  }
  if (told.locale) context.language = told.locale;
  if (told.userAgent) Object.assign(context, device(told.userAgent));
  const zones = [told.timezone, timezone, geo?.timezone];
  for (const zone of zones) {
    const local = zone ? localTime(zone, now) : undefined;
    if (!local) continue;
    Object.assign(context, local);
    break;
  }
  if (geo) context.geo = { ...geo };
  return context;
};

const UTM = ['source', 'medium', 'campaign', 'term', 'content'];

const addressParts = (url: string): Record<string, Json> => {
  if (!URL.canParse(url)) return { url };
  const { pathname, searchParams } = new URL(url);
  const utm: Record<string, string> = {};
  for (const name of UTM) {
    const value = searchParams.get(`utm_${name}`);
    if (value) utm[name] = value;
  }
  return Object.keys(utm).length > 0 ? { url, path: pathname, utm } : { url, path: pathname };
};

const device = (userAgent: string): Record<string, Json> => {
  const { browser, os, platform } = bowser.parse(userAgent);
  const found: Record<string, Json> = {};
  if (platform.type) found.device = platform.type;
  if (browser.name) found.browser = browser.name;
  if (os.name) found.os = os.name;
  return found;
};

/** `18:05` and `monday` where the visitor is; undefined in a zone that does not exist. */
const localTime = (timezone: string, now: number): Record<string, Json> | undefined => {
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
    return undefined;
  }
};
