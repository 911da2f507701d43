import { expect, it } from 'vitest';

import { veiled } from './veiled';

it('shows of a value only what tells it from its neighbours in the file', () => {
  expect(veiled('ada.lovelace@example.com')).toBe('a…e@e…m');
  expect(veiled('no address')).toBe('n…s');
  expect(veiled('ab@x')).toBe('…@…');
  expect(veiled('  ')).toBe('…');
  expect(veiled('🐱cats🐱')).toBe('🐱…🐱');
  expect(veiled(`${'@'.repeat(500)}`).length).toBeLessThan(200);
});
