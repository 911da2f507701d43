export { type CookieOptions } from './cookies';
export { type Decision } from './decide';
export { type Previewed } from './preview';
export { type RequestContext, type SiteRequest } from './request';
export { signUserId, signVisitorToken, type VisitorNames } from './sign';
export {
  createSite,
  type DecideOptions,
  type FetchOptions,
  type FoundCart,
  type Site,
  type SiteOptions,
} from './site';
export { type Visitor } from './visitor';
export { webRequest } from './web';
