import { describe, expect, it } from 'vitest';

import type { Condition } from '../../../plugin/src';
import { joined } from './reshape';

const austrian: Condition = { kind: 'trait', where: { country: 'AT' } };
const tagged: Condition = { kind: 'tag', name: 'vip' };

describe('conditions put together', () => {
  it('make one group of groups of the same kind', () => {
    expect(joined('all', { all: [austrian] }, { all: [tagged, austrian] })).toEqual({
      all: [austrian, tagged, austrian],
    });
    expect(joined('any', { any: [austrian, tagged] }, tagged)).toEqual({ any: [austrian, tagged, tagged] });
  });

  it('leave a group of another kind as it is, and take a group of one for that one', () => {
    const either: Condition = { any: [austrian, tagged] };
    expect(joined('all', either, { any: [tagged] })).toEqual({ all: [either, tagged] });
    expect(joined('any', { all: [] }, austrian)).toEqual({ any: [{ all: [] }, austrian] });
  });
});
