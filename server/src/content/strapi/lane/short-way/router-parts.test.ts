import Router from '@koa/router';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { beginningOf, partsOf } from './router-parts';

const PREFIX = '/api/';
const WORDS = ['pages', 'page', 'Pages', 'pages-of', 'users', 'me', 'a.b', 'x'];

const word = fc.constantFrom(...WORDS);
/** As Strapi's routes and those of plugins have them, and stranger ones. */
const piece = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.constantFrom(
    ':id',
    ':id?',
    '(.*)',
    ':rest*',
    ':path+',
    ':id(\\d+)',
    'pa:ge',
    'pages?',
    '((?!uploads/).+)',
    '*',
  ),
);
const path = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => `/${pieces.join('/')}`)
  // Some that path-to-regexp does not take.
  .filter((one) => {
    try {
      new Router().get(one, () => undefined);
      return true;
    } catch {
      return false;
    }
  });
const address = fc
  .array(fc.oneof(word, fc.constantFrom('7', 'uploads', 'p%61ges', '')), { minLength: 1, maxLength: 4 })
  .map((pieces) => `/api/${pieces.join('/')}`);

/** Tells how it was found; every third goes on, or leaves it at that. */
const action: Router.Middleware = async (ctx, next) => {
  const found = ctx as unknown as Found;
  found.told.push([ctx.routerPath, ctx._matchedRoute, { ...(ctx.params as object) }]);
  if (found.told.length % 3 === 0) await next();
  else if (found.told.length % 3 === 1) ctx.status = 200;
};

interface Found {
  status: number;
  readonly told: unknown[];
  readonly headers: Record<string, string>;
}

/** Each API has a router of its own, as Strapi makes them. */
const whole = (api: readonly string[], others: readonly string[], regexp: boolean): Router => {
  const content = new Router({ prefix: '/api' });
  content.use((ctx, next) => {
    (ctx as unknown as Found).told.push('own');
    return next();
  });
  for (const one of api) {
    const own = new Router();
    own.get(one, action);
    own.post(one, action);
    content.use(own.routes(), own.allowedMethods());
  }
  const router = new Router();
  for (const one of others) router.all(one, action);
  if (regexp) router.get(/^\/api\/(pa|us)\w+/, action);
  router.use(content.routes(), content.allowedMethods());
  return router;
};

const gone = async (router: Router, method: string, path: string): Promise<unknown> => {
  const found: Found = { status: 404, told: [], headers: {} };
  const set = (name: string, value: string) => void (found.headers[name] = value);
  const ctx = Object.assign(found, { method, path, host: 'localhost', request: {}, set });
  await router.routes()(ctx as never, async () => {});
  const { status, told, headers, _matchedRoute, params } = ctx as typeof ctx & Record<string, unknown>;
  return { status, told, headers, _matchedRoute, params };
};

describe('the parts of a router', () => {
  it('find what the whole router finds, and answer GETs as it does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 1, maxLength: 8 }),
        fc.array(path, { maxLength: 4 }),
        fc.boolean(),
        fc.array(address, { minLength: 1, maxLength: 12 }),
        async (api, others, regexp, addresses) => {
          const router = whole(api, others, regexp);
          const parts = partsOf(router, PREFIX);
          for (const one of addresses) {
            const part = parts.get(beginningOf(PREFIX, one));
            if (!part) continue;
            const found = router.match(one, 'GET');
            const here = part.match(one, 'GET');
            expect(here.route).toBe(found.route);
            const withMethods = ({ path }: typeof found) => path.filter(({ methods }) => methods.length > 0);
            expect(withMethods(here)).toEqual(withMethods(found));
            if (found.route) expect(await gone(part, 'GET', one)).toEqual(await gone(router, 'GET', one));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('try the routes that begin so, and those that begin with a pattern', () => {
    const router = whole(['/pages', '/pages/:id', '/users/me', '/:any'], ['/_health', '/(.*)'], false);
    const part = partsOf(router, PREFIX).get('/api/pages');
    expect(part?.stack.map((layer) => layer.path)).toEqual([
      '/(.*)',
      '/api([^/]*)',
      ...['/api/pages', '/api/pages', '/api/pages/:id', '/api/pages/:id', '/api/:any', '/api/:any'],
    ]);
    // With what refuses other methods: one for each API, and one for all.
    expect(router.stack).toHaveLength(16);
  });

  it('are of beginnings that routes have: none by what an address says', () => {
    const router = whole(['/pages/:id', '/:any', '/pa:ge'], ['/other'], true);
    expect([...partsOf(router, PREFIX).keys()]).toEqual(['/api/pages', '/api/pa']);
  });
});
