export { type CookieOptions } from './cookies';
export { type RequestContext, type SiteRequest } from './request';
export { signUserId, signVisitorToken, type VisitorNames } from './sign';
export { createSite, type FetchOptions, type Site, type SiteOptions, type Visitor } from './site';
