import { literalOf, type Layer, type Router } from '../router';

/** An address as far as the end of what stands behind the prefix: `/api/pages` of `/api/pages/7`, by `/api/`. */
export const beginningOf = (prefix: string, path: string): string => {
  const end = path.indexOf('/', prefix.length);
  return end < 0 ? path : path.slice(0, end);
};

/**
 * The middlewares that refuse other methods where nothing was found, one for each API: they come to nothing where a
 * route was found for the method, and only then are they run.
 */
const refusesMethods = (router: Router): ((layer: Layer) => boolean) => {
  const source = String(router.allowedMethods());
  return ({ methods, stack, opts }) =>
    methods.length === 0 &&
    opts.ignoreCaptures === true &&
    stack.every((middleware) => String(middleware) === source);
};

/**
 * A router for each beginning that routes behind this prefix have, which knows just what may meet addresses that
 * begin so, in its order: a GET finds what the whole router finds, without trying hundreds of routes, and passes
 * through nothing that has no say in it.
 */
export const partsOf = <Whole extends Router>(router: Whole, prefix: string): ReadonlyMap<string, Whole> => {
  const refuses = refusesMethods(router);
  const layers = router.stack
    .filter((layer) => !refuses(layer))
    .map((layer) => ({ layer, literal: literalOf(layer.path) }));
  const beginnings = layers
    .filter(({ literal }) => literal.startsWith(prefix))
    .map(({ literal }) => beginningOf(prefix, literal))
    .filter((beginning) => beginning.length > prefix.length);
  return new Map(
    [...new Set(beginnings)].map((beginning) => {
      const stack = layers
        .filter(({ literal }) => beginning.startsWith(literal) || literal.startsWith(beginning))
        .map(({ layer }) => layer);
      const like = Object.create(Object.getPrototypeOf(router) as object) as Whole;
      return [beginning, Object.assign(like, router, { stack })];
    }),
  );
};
