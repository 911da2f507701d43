/** `/products/:slug` against a path: its parameters, or undefined. */
const match = (pattern, pathname) => {
  const wanted = pattern.split('/');
  const found = pathname.split('/');
  if (wanted.length !== found.length) return undefined;
  const params = {};
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = found[i];
    else if (part !== found[i]) return undefined;
  }
  return params;
};

/** Finds the route of a request among `[method, pattern, handler]`. */
export const createRouter = (routes) => (method, pathname) => {
  for (const [verb, pattern, handler] of routes) {
    if (verb !== method && !(verb === 'GET' && method === 'HEAD')) continue;
    const params = match(pattern, pathname);
    if (params) return { handler, params };
  }
  return undefined;
};
