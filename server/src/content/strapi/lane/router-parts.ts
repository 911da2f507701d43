/** A route, or without methods a middleware for all that begins like its path. */
export interface Layer {
  readonly path: string | RegExp;
  readonly methods: readonly string[];
}

/** The little of a router that is looked at (@koa/router 12, which Strapi's server is made with). */
export interface Router {
  readonly stack: readonly Layer[];
  use(...args: unknown[]): unknown;
  register(...args: unknown[]): unknown;
  match(path: string, method: string): unknown;
  routes(): unknown;
}

/** Where a pattern begins in a path (path-to-regexp 6). */
const PATTERN = /[:*?+(){}[\]\\|^$.]/;

/** What every address that this path meets begins with. */
export const literalOf = (path: string | RegExp): string =>
  typeof path === 'string' ? path.split(PATTERN, 1)[0]!.toLowerCase() : '';

/** An address as far as the end of what stands behind the prefix: `/api/pages` of `/api/pages/7`, by `/api/`. */
export const beginningOf = (prefix: string, path: string): string => {
  const end = path.indexOf('/', prefix.length);
  return end < 0 ? path : path.slice(0, end);
};

/**
 * A router for each beginning that routes behind this prefix have, which knows just what may meet addresses that
 * begin so, in its order: it finds what the whole router finds, without trying hundreds of routes.
 */
export const partsOf = <Whole extends Router>(router: Whole, prefix: string): ReadonlyMap<string, Whole> => {
  const literals = router.stack.map(({ path }) => literalOf(path));
  const beginnings = literals
    .filter((literal) => literal.startsWith(prefix))
    .map((literal) => beginningOf(prefix, literal))
    .filter((beginning) => beginning.length > prefix.length);
  return new Map(
    [...new Set(beginnings)].map((beginning) => {
      const stack = router.stack.filter(
        (_, at) => beginning.startsWith(literals[at]!) || literals[at]!.startsWith(beginning),
      );
      const like = Object.create(Object.getPrototypeOf(router) as object) as Whole;
      return [beginning, Object.assign(like, router, { stack })];
    }),
  );
};
