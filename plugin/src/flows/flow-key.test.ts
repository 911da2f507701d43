import { expect, it } from 'vitest';

import { flowKeyOf, isFlowKey } from './flow-key';

it('is made of the name, and begins with a letter', () => {
  expect(flowKeyOf('Carts left behind')).toBe('carts-left-behind');
  expect(flowKeyOf('Carts left behind', 2)).toBe('carts-left-behind-2');
  expect(flowKeyOf('30 days silent')).toBe('flow-30-days-silent');
  for (const name of ['', '!', '2', 'x'.repeat(200), `${'a '.repeat(60)}`]) {
    expect(isFlowKey(flowKeyOf(name, 12)), name).toBe(true);
  }
});
