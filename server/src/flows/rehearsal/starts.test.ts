import { expect, it } from 'vitest';

import { noFacts, type FlowDefinition } from '../../../../plugin/src';
import type { PastPerson } from '../../segments';
import { scheduledTimes, startsFrom } from './starts';

const scheduled: FlowDefinition = {
  trigger: { kind: 'schedule', cron: '0 9 * * *', timezone: 'Europe/Vienna', segment: 'vip' },
  start: 'end',
  steps: { end: { kind: 'end' } },
};

it('starts whoever was in the segment at each time of a schedule, by the clocks of its zone', () => {
  const from = Date.parse('2026-03-27T08:00:00Z');
  const to = Date.parse('2026-03-30T12:00:00Z');
  const times = scheduledTimes(scheduled, from, to);
  expect(times.map((at) => new Date(at).toISOString())).toEqual([
    ...['2026-03-27T08:00:00.000Z', '2026-03-28T08:00:00.000Z'],
    // Clocks were put forward in the night.
    ...['2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z'],
  ]);
  const person = { ...noFacts(), profile: { id: 'ada', createdAt: 0 } };
  const past: PastPerson = {
    ...{ id: 'ada', person, then: () => person, inside: new Set(['vip']) },
    crossings: [
      { at: Date.parse('2026-03-28T08:00:01Z'), segment: 'vip', entered: false },
      { at: Date.parse('2026-03-30T07:00:00Z'), segment: 'vip', entered: true },
    ],
  };
  expect(startsFrom('f', scheduled, past, times, []).map(({ at }) => at)).toEqual([
    ...[times[0], times[1], times[3]],
  ]);
});

it('starts by a call what a call really started', () => {
  const person = { ...noFacts(), profile: { id: 'ada', createdAt: 0 } };
  const past: PastPerson = { id: 'ada', person, then: () => person, inside: new Set(), crossings: [] };
  const trigger = { name: 'API Called', at: 5, properties: { size: 3 } };
  const recorded = [{ id: 'r1', profileId: 'ada', key: 'k', enteredAt: 7, trigger }];
  const called = { ...scheduled, trigger: { kind: 'api' } } as const;
  expect(startsFrom('f', called, past, [], recorded)).toEqual([
    { id: 'r1', profileId: 'ada', flowId: 'f', key: 'k', event: trigger, at: 7 },
  ]);
  const byEvent = { ...scheduled, trigger: { kind: 'event', name: 'X' } } as const;
  expect(startsFrom('f', byEvent, past, [], recorded)).toEqual([]);
});
