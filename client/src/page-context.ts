import type { JsonObject } from '../../plugin/src/json';

/** The page, the campaign that led to it, and the visitor's language and zone, in Segment's words. */
export const pageContext = (): JsonObject => {
  const { href, pathname, search } = location;
  const campaign: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    if (key.startsWith('utm_')) campaign[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
  }
  return {
    page: { url: href, path: pathname, search, title: document.title, referrer: document.referrer },
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(Object.keys(campaign).length > 0 ? { campaign } : {}),
  };
};

/** The visit as `Attune-Context` tells it. */
export const visitContext = (consent: Readonly<Record<string, boolean>>): JsonObject => ({
  url: location.href,
  ...(document.referrer ? { referrer: document.referrer } : {}),
  userAgent: navigator.userAgent,
  locale: navigator.language,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  consent,
});
