import { expect, it } from 'vitest';

import { createTimeline, type TimelineEntry, type TimelineSource } from './timeline';

const told =
  (
    kind: TimelineEntry['kind'],
    ...entries: readonly (readonly [title: string, at: number])[]
  ): TimelineSource =>
  async (_profileId, limit) => ({
    total: entries.length,
    entries: entries
      .map(([title, at]): TimelineEntry => ({ id: title, at, kind, title, details: {} }))
      .slice(0, limit),
  });

it('tells what led to it below what came of it, at one moment too', async () => {
  const tell = createTimeline([
    told('event', ['Ordered', 20], ['Came', 10]),
    told('segment', ['Entered Buyers', 20]),
    told('flow', ['Entered again', 20], ['Left', 20], ['Entered', 10]),
  ]);
  const { rows, total } = await tell('p', 1, 10);
  expect(rows.map(({ title }) => title)).toEqual([
    ...['Entered again', 'Left', 'Entered Buyers', 'Ordered'],
    ...['Entered', 'Came'],
  ]);
  expect(total).toBe(6);
  const second = await tell('p', 2, 4);
  expect(second.rows.map(({ title }) => title)).toEqual(['Entered', 'Came']);
});
