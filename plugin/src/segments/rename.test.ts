import { expect, it } from 'vitest';

import { renameSegmentIn } from './rename';

it('renames a segment where it is named, and nowhere else', () => {
  const flow = {
    trigger: { kind: 'segment-entered', segment: 'old' },
    exits: [{ kind: 'event', name: 'old', where: { segment: 'old' } }],
    steps: {
      fork: {
        kind: 'branch',
        ways: [{ when: { any: [{ not: { kind: 'segment', id: 'old' } }, { kind: 'list', id: 'old' }] } }],
      },
    },
  };
  expect(renameSegmentIn(flow, 'old', 'new')).toEqual({
    trigger: { kind: 'segment-entered', segment: 'new' },
    exits: [{ kind: 'event', name: 'old', where: { segment: 'old' } }],
    steps: {
      fork: {
        kind: 'branch',
        ways: [{ when: { any: [{ not: { kind: 'segment', id: 'new' } }, { kind: 'list', id: 'old' }] } }],
      },
    },
  });
  expect(renameSegmentIn(flow, 'other', 'new')).toBe(flow);
});
