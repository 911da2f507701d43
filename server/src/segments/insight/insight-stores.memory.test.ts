import { describe, expect, it } from 'vitest';

import { createMemorySizes, createMemoryUses } from './insight.memory';
import { insightStoresSuite } from './insight-stores.suite';
import { createUses, noting } from './uses';

insightStoresSuite('sizes and uses in memory', async () => ({
  sizes: createMemorySizes(),
  uses: createMemoryUses(),
}));

describe('noting', () => {
  it('answers the same, and notes what was asked for only', async () => {
    let now = 5;
    const uses = createUses(createMemoryUses(), () => now);
    const answers = new Map([
      ['vip', true],
      ['new', false],
    ]);
    const noted = noting(answers, uses.mark);
    expect([...noted]).toEqual([...answers]);
    expect([noted.get('vip'), noted.get('gone'), noted.has('new'), noted.size]).toEqual([
      true,
      undefined,
      true,
      2,
    ]);
    expect(Object.fromEntries(await uses.all())).toEqual({ vip: 5, gone: 5 });
    now = 9;
    noted.get('vip');
    expect(Object.fromEntries(await uses.all())).toEqual({ vip: 9, gone: 5 });
  });
});
