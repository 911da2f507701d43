import { describe, expect, it } from 'vitest';

import { keyFrom } from './key-from';

describe('a key', () => {
  it('is made of the words of a name', () => {
    expect(keyFrom('Großkunden & VIP', 'segment', 60)).toBe('grosskunden-vip');
    expect(keyFrom('Écharpes d’été', 'flow', 60)).toBe('echarpes-d-ete');
  });
  it('stands for a name that has none', () => {
    expect(keyFrom('新しい', 'flow', 60)).toBe('flow');
  });
  it('is cut, and does not end with a dash', () => {
    expect(keyFrom('one two three', 'flow', 8)).toBe('one-two');
  });
  it('is numbered where it is taken, within the same length', () => {
    expect([1, 2, 10].map((turn) => keyFrom('Welcome', 'flow', 60, turn))).toEqual([
      'welcome',
      'welcome-2',
      'welcome-10',
    ]);
    expect(keyFrom('a b c d', 'flow', 7, 12)).toBe('a-b-12');
  });
});
