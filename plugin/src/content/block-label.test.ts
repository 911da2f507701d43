import { describe, expect, it } from 'vitest';

import { blockLabel, labelAttributes } from './block-label';

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

  it('is what the edit view was configured to call it by', () => {
    expect(blockLabel({ words: 'Well made.', author: 'Hannah' }, attributes, 'words')).toBe('Well made.');
    expect(blockLabel({ author: 'Hannah', year: 1999 }, attributes, 'year')).toBe('1999');
    expect(blockLabel({ author: 'Hannah', year: null }, attributes, 'year')).toBe('Hannah');
  });

  it('is not asked of what a component does not have, as of an id', () => {
    expect(labelAttributes(attributes, 'id')).toEqual(['author', 'words']);
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
