import { describe, expect, it } from 'vitest';

import { blockLabel } from './block-label';

const attributes = {
  words: { type: 'text' },
  author: { type: 'string' },
  year: { type: 'integer' },
};

describe('the label of a block', () => {
  it('is its first string, as in the heading of its form, and a longer text where that is empty', () => {
    expect(blockLabel({ words: 'Well made.', author: 'Hannah' }, attributes)).toBe('Hannah');
    expect(blockLabel({ words: 'Well made.', author: ' ' }, attributes)).toBe('Well made.');
    expect(blockLabel({ year: 1999 }, attributes)).toBe('');
  });

  it('is its first words, wherever the first are', () => {
    const heading = { eyebrow: { type: 'string' }, count: { type: 'integer' }, title: { type: 'text' } };
    expect(blockLabel({ eyebrow: 'New', title: 'Spring' }, heading)).toBe('New');
    expect(blockLabel({ eyebrow: ' ', count: 3, title: ' Spring ' }, heading)).toBe('Spring');
    expect(blockLabel({ eyebrow: null, count: 3 }, heading)).toBe('');
  });

  it('is cut where it is long', () => {
    expect(blockLabel({ author: 'a'.repeat(60) }, attributes)).toBe(`${'a'.repeat(48)}…`);
  });
});
