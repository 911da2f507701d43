import { describe, expect, it } from 'vitest';

import { blockLabel } from './block-label';

const attributes = {
  eyebrow: { type: 'string' },
  count: { type: 'integer' },
  title: { type: 'text' },
};

describe('the label of a block', () => {
  it('is its first words, wherever the first are', () => {
    expect(blockLabel({ eyebrow: 'New', title: 'Spring' }, attributes)).toBe('New');
    expect(blockLabel({ eyebrow: ' ', count: 3, title: ' Spring ' }, attributes)).toBe('Spring');
    expect(blockLabel({ eyebrow: null, count: 3 }, attributes)).toBe('');
  });

  it('is short', () => {
    expect(blockLabel({ title: 'a'.repeat(100) }, attributes)).toBe(`${'a'.repeat(48)}…`);
  });
});
