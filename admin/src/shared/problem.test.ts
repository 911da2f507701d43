import { describe, expect, it } from 'vitest';

import { isAbort, problemOf } from './problem';

const refused = (details: unknown) =>
  Object.assign(new Error('failed'), {
    status: 400,
    response: { data: { error: { message: 'name: wanted a word', details } } },
  });

describe('problemOf', () => {
  it('keeps where each fault lies', () => {
    const problem = problemOf(refused({ errors: [{ path: 'name', message: 'wanted a word' }] }));
    expect(problem).toEqual({
      status: 400,
      message: 'name: wanted a word',
      faults: [{ path: 'name', message: 'wanted a word' }],
    });
  });

  it('reads a single fault and a path given as steps', () => {
    expect(problemOf(refused({ path: ['all', 2, 'name'] })).faults).toEqual([
      { path: 'all.2.name', message: 'name: wanted a word' },
    ]);
  });

  it('says what it can of anything else', () => {
    expect(problemOf(new Error('Failed to fetch'))).toEqual({
      status: 0,
      message: 'Failed to fetch',
      faults: [],
    });
    expect(problemOf(refused(undefined)).faults).toEqual([]);
  });

  it('knows a call given up on purpose', () => {
    expect(isAbort(new DOMException('gone', 'AbortError'))).toBe(true);
    expect(isAbort(new Error('other'))).toBe(false);
  });
});
