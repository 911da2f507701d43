import { describe, expect, it } from 'vitest';

import { createHeard, HEARD_LEAST } from './heard';

describe('keys that were named', () => {
  it('are known from the second time on', () => {
    const heard = createHeard();
    expect(['a', 'b', 'a', 'a', 'c', 'b'].map(heard)).toEqual([false, false, true, true, false, true]);
  });

  it('are forgotten when many others were named since, and not before', () => {
    const others = (heard: ReturnType<typeof createHeard>, many: number) => {
      for (let index = 0; index < many; index += 1) heard(`other ${index}`);
    };
    for (const before of [0, 1, HEARD_LEAST - 1, HEARD_LEAST]) {
      const heard = createHeard();
      for (let index = 0; index < before; index += 1) heard(`before ${index}`);
      heard('a');
      others(heard, HEARD_LEAST - 1);
      expect(heard('a'), `${before} before it`).toBe(true);
      others(heard, 3 * HEARD_LEAST);
      expect(heard('a'), `${before} before it`).toBe(false);
    }
  });
});
