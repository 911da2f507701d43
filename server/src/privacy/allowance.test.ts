import { describe, expect, it } from 'vitest';

import { createAllowance } from './allowance';

const open = (callers?: number) => {
  let time = 0;
  const take = createAllowance({ now: () => time, most: 2, callers });
  return { take, at: (ms: number) => void (time = ms) };
};

describe('an allowance', () => {
  it('is used up within its minute, and says when the next begins', () => {
    const { take, at } = open();
    take('a');
    take('a');
    at(50_500);
    expect(() => take('a')).toThrow(
      expect.objectContaining({ code: 'too-many', details: { retryAfter: 10 } }),
    );
    take('b');
    at(60_000);
    take('a');
    take('a');
    expect(() => take('a')).toThrow();
  });

  it('remembers so many callers and no more', () => {
    const { take } = open(2);
    for (const caller of ['a', 'a', 'b', 'c', 'a', 'a']) take(caller);
    expect(() => take('a')).toThrow();
  });
});
