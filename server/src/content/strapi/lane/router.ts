/** A route, or without methods a middleware for all that begins like its path. */
export interface Layer {
  readonly path: string | RegExp;
  readonly methods: readonly string[];
  readonly stack: readonly unknown[];
  readonly opts: { readonly ignoreCaptures?: boolean };
}

/** The little of a router that is looked at (@koa/router 12, which Strapi's server is made with). */
export interface Router {
  readonly stack: readonly Layer[];
  use(...args: unknown[]): unknown;
  register(...args: unknown[]): unknown;
  match(path: string, method: string): unknown;
  routes(): unknown;
  allowedMethods(): unknown;
}

/** Where a pattern begins in a path (path-to-regexp 6). */
const PATTERN = /[:*?+(){}[\]\\|^$.]/;

/** What every address that this path meets begins with. */
export const literalOf = (path: string | RegExp): string =>
  typeof path === 'string' ? path.split(PATTERN, 1)[0]!.toLowerCase() : '';
