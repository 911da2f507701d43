import { GEO_HEADERS } from '../../../plugin/src/events/geo-networks';
import type { Cms } from './cms';
import { headerOf, SIGNALS, type RequestContext, type SiteRequest } from './request';

/** What was chosen for a visitor on one page of the CMS. */
export interface Decision {
  readonly url: string;
  /** For `fetch`; null where nobody may share what was chosen. */
  readonly token: string | null;
  /** Why there is no token: `personal`, `refused`, `unavailable` and others, see docs/concepts/decision.md. */
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
  /** Keys of the blocks that were chosen and are shown. */
  readonly exposures: readonly string[];
}

interface Asked {
  readonly serverKey: string;
  readonly urls: readonly string[];
  readonly visitor: string | undefined;
  readonly context: RequestContext | undefined;
  readonly req: SiteRequest | undefined;
  /** Of Strapi's: the pages are read by its rights. */
  readonly apiToken: string | undefined;
}

/** So many fit in one call. */
const MOST = 20;

const unavailable = (url: string): Decision => ({
  ...{ url, token: null, reason: 'unavailable', expiresAt: null, exposures: [] },
});

const passedOn = (req: SiteRequest | undefined): Record<string, string> =>
  Object.fromEntries(
    [...SIGNALS, ...GEO_HEADERS].flatMap((name) => {
      const value = req && headerOf(req, name);
      return value ? [[name, value]] : [];
    }),
  );

/** Asks the CMS to choose. A CMS that does not answer has chosen nothing: the pages are then read by the visitor's name. */
export const askToDecide = async (cms: Cms, asked: Asked): Promise<readonly Decision[]> => {
  const { serverKey, urls, visitor, context, req, apiToken } = asked;
  const ask = async (some: readonly string[]): Promise<readonly Decision[]> => {
    try {
      const answer = await cms.call('decide', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...passedOn(req),
          ...(apiToken ? { authorization: `Bearer ${apiToken}` } : {}),
        },
        body: JSON.stringify({ visitor, context, urls: some, writeKey: serverKey }),
      });
      if (!answer.ok) return some.map(unavailable);
      return ((await answer.json()) as { data: readonly Decision[] }).data;
    } catch {
      return some.map(unavailable);
    }
  };
  const calls = Array.from({ length: Math.ceil(urls.length / MOST) }, (_, index) =>
    ask(urls.slice(index * MOST, (index + 1) * MOST)),
  );
  return (await Promise.all(calls)).flat();
};
