import { expect, it } from 'vitest';

import type { ShownEvent } from '../../../plugin/src/events/schema';
import { withNewer } from './stream';

const event = (seq: number): ShownEvent => ({
  seq,
  messageId: `m${seq}`,
  type: 'track',
  name: 'Product Viewed',
  at: seq,
  receivedAt: seq,
  profileId: 'p',
  person: 'Ada',
  proven: true,
  properties: {},
  context: {},
});

it('adds what is new on top, once', () => {
  const shown = [event(2), event(1)];
  expect(withNewer(shown, [event(3), event(2)]).map(({ seq }) => seq)).toEqual([3, 2, 1]);
  expect(withNewer(shown, [event(2)])).toBe(shown);
});

it('keeps two hundred', () => {
  const many = Array.from({ length: 250 }, (_, index) => event(250 - index));
  expect(withNewer([], many)).toHaveLength(200);
});
