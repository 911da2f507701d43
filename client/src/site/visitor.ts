import { randomUUID } from 'node:crypto';

import { readCookie, writeCookie, type CookieOptions } from './cookies';
import { IDLE_S, LANDING_COOKIE, landingOf, landingText } from './landing';
import { contextOf, headerOf, isSecure, type SiteRequest } from './request';
import type { VisitorNames } from './sign';

export interface Visitor extends VisitorNames {
  readonly anonymousId: string;
  /** True when this request brought no id. */
  readonly isNew: boolean;
  /** For the answer's Set-Cookie: keeps the id for a year from today. */
  readonly setCookie: string;
  /** That one and, with `sessions`, the one that remembers the visit's first page for half an hour from each page. */
  readonly setCookies: readonly string[];
}

interface Naming {
  readonly cookie: CookieOptions;
  readonly sessions: boolean;
  readonly trustProxy: boolean;
}

const LONGEST_ID = 256;

const isId = (value: string | undefined): value is string =>
  value !== undefined && value.length <= LONGEST_ID && /^[\x21-\x7e]+$/.test(value);

/** Names the visitor of a request by its cookie, or anew. */
export const visitorOf = (
  req: SiteRequest,
  userId: string | undefined,
  { cookie, sessions, trustProxy }: Naming,
): Visitor => {
  const { name = 'attune_visitor', secure = isSecure(req, trustProxy) } = cookie;
  const found = readCookie(headerOf(req, 'cookie'), name);
  const anonymousId = isId(found) ? found : randomUUID();
  const setCookie = writeCookie(name, anonymousId, { ...cookie, secure });
  const landing = sessions ? landingOf(req, contextOf(req, trustProxy)) : undefined;
  const setCookies = landing
    ? [
        setCookie,
        writeCookie(LANDING_COOKIE, landingText(landing), { ...cookie, httpOnly: true, secure }, IDLE_S),
      ]
    : [setCookie];
  return { anonymousId, userId, isNew: anonymousId !== found, setCookie, setCookies };
};
