import { randomUUID } from 'node:crypto';

import { geoOf } from '../../../plugin/src/events/geo';
import type { JsonObject } from '../../../plugin/src/json';
import { post, type Cms } from './cms';
import { previewIn } from './preview';
import { contextOf, headerOf, type SiteRequest } from './request';
import type { VisitorNames } from './sign';

/** What a website's server tells the CMS of its visitors; false when the CMS did not take it. */
export interface Telling {
  track(visitor: VisitorNames, event: string, properties?: JsonObject, req?: SiteRequest): Promise<boolean>;
  /** Proven by this site: goes under the server key. */
  identify(visitor: VisitorNames, traits?: JsonObject, req?: SiteRequest): Promise<boolean>;
  /** What somebody typed about themselves: a claim of this device. Throws without `browserKey`. */
  claim(visitor: VisitorNames, traits: JsonObject, req?: SiteRequest): Promise<boolean>;
}

interface Needs {
  readonly cms: Cms;
  readonly serverKey: string;
  readonly browserKey: string | undefined;
  readonly trustProxy: boolean;
  readonly now: () => number;
}

export const createTelling = ({ cms, serverKey, browserKey, trustProxy, now }: Needs): Telling => {
  const tell = async (
    type: 'track' | 'identify',
    key: string,
    { userId, anonymousId }: VisitorNames,
    fields: object,
    req: SiteRequest | undefined,
  ): Promise<boolean> => {
    // What happens in a preview has not happened.
    if (req && previewIn(req) !== undefined) return false;
    const { url, referrer, ip, userAgent, locale } = req ? contextOf(req, trustProxy) : {};
    const geo = req && geoOf((name) => headerOf(req, name));
    return post(cms, type, key, {
      messageId: randomUUID(),
      timestamp: new Date(now()).toISOString(),
      userId,
      anonymousId,
      ...fields,
      context: { userAgent, locale, ip, geo, page: { url, referrer } },
    });
  };
  return {
    track: (visitor, event, properties = {}, req) =>
      tell('track', serverKey, visitor, { event, properties }, req),
    identify: (visitor, traits = {}, req) => tell('identify', serverKey, visitor, { traits }, req),
    claim({ anonymousId }, traits, req) {
      if (!browserKey) throw new Error('createSite: a claim needs browserKey.');
      return tell('identify', browserKey, { anonymousId }, { traits }, req);
    },
  };
};
