import { describe, expect, it } from 'vitest';

import { requestOf } from './api';

describe('requestOf', () => {
  it('fills the path and leaves the rest', () => {
    expect(
      requestOf(
        { path: '/segments/:id/explain/:profileId', lane: 'admin' },
        { id: 'a/b', profileId: 'p', q: 1 },
      ),
    ).toEqual({ url: '/attune/segments/a%2Fb/explain/p', rest: { q: 1 } });
  });

  it('drops what was not given', () => {
    expect(requestOf({ path: '/events', lane: 'admin' }, { name: undefined, page: 2 }).rest).toEqual({
      page: 2,
    });
  });

  it('knows the public lane', () => {
    expect(requestOf({ path: '/health', lane: 'public' }, {}).url).toBe('/api/attune/health');
  });

  it('refuses a path with a hole', () => {
    expect(() => requestOf({ path: '/flows/:id', lane: 'admin' }, {})).toThrow('id');
  });
});
