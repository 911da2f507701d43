import Router from '@koa/router';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { beginningOf, partsOf } from './router-parts';

const PREFIX = '/api/';
const METHODS = ['GET', 'POST'];
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

const whole = (api: readonly string[], others: readonly string[], regexp: boolean): Router => {
  const content = new Router({ prefix: '/api' });
  content.use(() => undefined);
  for (const one of api) content.get(one, () => undefined);
  const router = new Router();
  for (const one of others) router.all(one, () => undefined);
  if (regexp) router.get(/^\/api\/(pa|us)\w+/, () => undefined);
  router.use(content.routes(), content.allowedMethods());
  return router;
};

describe('the parts of a router', () => {
  it('find what the whole router finds', () => {
    fc.assert(
      fc.property(
        fc.array(path, { minLength: 1, maxLength: 8 }),
        fc.array(path, { maxLength: 4 }),
        fc.boolean(),
        fc.array(address, { minLength: 1, maxLength: 12 }),
        (api, others, regexp, addresses) => {
          const router = whole(api, others, regexp);
          const parts = partsOf(router, PREFIX);
          for (const one of addresses) {
            const part = parts.get(beginningOf(PREFIX, one));
            if (!part) continue;
            for (const method of METHODS) expect(part.match(one, method)).toEqual(router.match(one, method));
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
      '/api/pages',
      '/api/pages/:id',
      '/api/:any',
      // What the API refuses of other methods.
      '([^/]*)',
    ]);
    expect(router.stack).toHaveLength(8);
  });

  it('are of beginnings that routes have: none by what an address says', () => {
    const router = whole(['/pages/:id', '/:any', '/pa:ge'], ['/other'], true);
    expect([...partsOf(router, PREFIX).keys()]).toEqual(['/api/pages', '/api/pa']);
  });
});
