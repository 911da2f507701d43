export { type CookieOptions } from './cookies';
export { type Decision } from './decide';
export { type RequestContext, type SiteRequest } from './request';
export { signUserId, signVisitorToken, type VisitorNames } from './sign';
export {
  createSite,
  type DecideOptions,
  type FetchOptions,
  type FoundCart,
  type Site,
  type SiteOptions,
  type Visitor,
} from './site';
export { webRequest } from './web';
