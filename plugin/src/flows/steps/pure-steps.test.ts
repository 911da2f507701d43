import { describe, expect, it } from 'vitest';

import { noFacts, type Facts } from '../../conditions';
import type { FlowDefinition, FlowStep } from '../flow';
import { lotOf } from '../draw';
import { newRun, type RunState } from '../run';
import { flowDefinitionSchema } from '../schema';
import { transition } from '../transition';
import { flowSteps } from './definitions';

const steps = flowSteps();
const schema = flowDefinitionSchema(steps);

const flowOf = (step: FlowStep): { definition: FlowDefinition; steps: typeof steps } => ({
  definition: {
    trigger: { kind: 'event', name: 'Booked' },
    start: 'here',
    steps: {
      here: step,
      a: { kind: 'wait', for: '1d', next: 'end' },
      b: { kind: 'wait', for: '1d', next: 'end' },
      end: { kind: 'end' },
    },
  },
  steps,
});

const start = (step: FlowStep, now: number, facts?: Facts, runId = 'run', properties = {}): RunState => {
  const trigger = { name: 'Booked', at: now, properties };
  return transition(flowOf(step), newRun(runId, now, { trigger }), { kind: 'started', facts }, now).state;
};

const living = (timezone: string | null, traits = {}): Facts => ({
  ...noFacts(),
  profile: { id: 'p', createdAt: 0, timezone },
  traits,
});

const at = Date.parse;

describe('wait-until', () => {
  const nine = { kind: 'wait-until', at: '09:00', zone: 'Europe/Vienna', next: 'a' };

  it('waits for a time of day in the person’s own zone, else in the named one', () => {
    const now = at('2026-06-01T12:00:00Z');
    expect(start(nine, now, living('America/New_York'))).toMatchObject({
      ...{ node: 'here', dueAt: at('2026-06-01T13:00:00Z') },
    });
    expect(start(nine, now, living(null)).dueAt).toBe(at('2026-06-02T07:00:00Z'));
    expect(start(nine, now, living('Mars/Base')).dueAt).toBe(at('2026-06-02T07:00:00Z'));
    const due = start(nine, now, living(null));
    expect(transition(flowOf(nine), due, { kind: 'timer' }, due.dueAt!).state.node).toBe('a');
  });

  it('goes on at once where now will do', () => {
    const day = { kind: 'wait-until', at: '09:00', to: '20:00', zone: 'UTC', next: 'a' };
    expect(start(day, at('2026-06-01T12:00:00Z')).node).toBe('a');
    expect(start(day, at('2026-06-01T20:00:00Z')).dueAt).toBe(at('2026-06-02T09:00:00Z'));
    const weekend = { kind: 'wait-until', weekdays: ['sat', 'sun'], zone: 'UTC', next: 'a' };
    expect(start(weekend, at('2026-06-01T12:00:00Z')).dueAt).toBe(at('2026-06-06T00:00:00Z'));
  });

  it('waits for a date, before or after it, and has a way for who has none', () => {
    const trip = {
      kind: 'wait-until',
      at: '09:00',
      zone: 'UTC',
      date: { of: 'trigger', field: 'trip.departs', shift: '3d', direction: 'before' },
      next: 'a',
      otherwise: 'b',
    };
    const booked = (departs: unknown) =>
      start(trip, at('2026-06-01T12:00:00Z'), undefined, 'run', { trip: { departs } });
    expect(booked('2026-07-10').dueAt).toBe(at('2026-07-07T09:00:00Z'));
    expect(booked('2026-06-03').node).toBe('b');
    expect(booked('whenever').node).toBe('b');
    const birthday = {
      ...trip,
      at: undefined,
      date: { of: 'profile', field: 'anniversary', shift: '2h', direction: 'after' },
      otherwise: undefined,
    };
    const known = living(null, { anniversary: '2026-06-01T11:00:00Z' });
    expect(start(birthday, at('2026-06-01T12:00:00Z'), known).dueAt).toBe(at('2026-06-01T13:00:00Z'));
    expect(start(birthday, at('2026-06-01T12:00:00Z'), living(null)).node).toBe('a');
  });

  it('refuses zones, times and waits that do not exist', () => {
    const faults = (options: object) =>
      (schema.safeParse(flowOf({ ...nine, ...options }).definition).error?.issues ?? [])
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('\n');
    expect(faults({})).toBe('');
    expect(faults({ zone: 'Mars/Base' })).toContain('steps.here.zone: There is no such time zone');
    expect(faults({ zone: undefined })).toContain('steps.here.zone');
    expect(faults({ at: '25:00' })).toContain('steps.here.at');
    expect(faults({ at: undefined })).toContain('Say what is waited for');
    expect(faults({ to: '09:00' })).toContain('steps.here.to');
    expect(faults({ date: { of: 'profile', field: 'x', shift: '-3d' } })).toContain('steps.here.date.shift');
  });
});

describe('split and holdout', () => {
  const ways = [
    { share: 70, next: 'a' },
    { share: 29.5, next: 'b' },
    { share: 0.5, next: 'end' },
  ];
  const split = { kind: 'split', ways };

  it('keeps its shares, and takes nobody another way the second time', () => {
    const taken = Array.from({ length: 20_000 }, (_, n) => start(split, 0, undefined, `run-${n}`));
    const share = (node: string) => taken.filter((run) => run.node === node).length / taken.length;
    expect(share('a')).toBeCloseTo(0.7, 1);
    expect(share('b')).toBeCloseTo(0.295, 1);
    expect(share('end')).toBeGreaterThan(0.002);
    expect(share('end')).toBeLessThan(0.009);
    expect(start(split, 99_999, undefined, 'run-7').node).toBe(taken[7]!.node);
  });

  it('ends who is kept out as held out, and says which way the others went', () => {
    const holdout = { kind: 'holdout', share: 10, next: 'a' };
    const runs = Array.from({ length: 10_000 }, (_, n) => start(holdout, 0, undefined, `run-${n}`));
    const out = runs.filter(({ because }) => because === 'holdout');
    expect(out.length / runs.length).toBeCloseTo(0.1, 1);
    expect(runs.filter(({ node }) => node === 'a')).toHaveLength(runs.length - out.length);
    const run = newRun(out[0]!.runId, 0);
    const { left } = transition(flowOf(holdout), run, { kind: 'started' }, 0);
    expect(left).toMatchObject([{ node: 'here', outcome: 'holdout' }]);
    expect(start({ ...holdout, share: 0 }, 0).node).toBe('a');
    expect(start({ ...holdout, share: 100 }, 0).because).toBe('holdout');
  });

  it('keeps a person on one side in all their runs of a flow, and the shares among people', () => {
    const sideOf = (step: FlowStep, flow: string, person: number, runId: string): string => {
      const state = newRun(runId, 0, { lot: lotOf(flow, `person-${person}`) });
      const { state: next } = transition(flowOf(step), state, { kind: 'started' }, 0);
      return next.because ?? next.node;
    };
    const people = Array.from({ length: 10_000 }, (_, n) => n);
    const shareOf = (sides: readonly string[], side: string) =>
      sides.filter((one) => one === side).length / sides.length;
    const out = { kind: 'holdout', share: 30, by: 'person', next: 'a' };
    for (const step of [out, { ...split, by: 'person' }]) {
      const sides = people.map((n) => sideOf(step, 'f', n, `one-${n}`));
      expect(people.map((n) => sideOf(step, 'f', n, `two-${n}`))).toEqual(sides);
      expect(shareOf(sides, 'a')).toBeCloseTo(0.7, 1);
      // Another flow keeps others out.
      const others = people.map((n) => sideOf(step, 'g', n, `one-${n}`));
      const both = people.filter((n) => sides[n] !== 'a' && others[n] !== 'a').length / people.length;
      expect(both).toBeCloseTo(0.09, 1);
    }
    const byRun = { ...out, by: undefined };
    expect(
      people.filter((n) => sideOf(byRun, 'f', n, `a-${n}`) !== sideOf(byRun, 'f', n, `b-${n}`)).length,
    ).toBeGreaterThan(3_000);
  });

  it('refuses shares that do not make a whole', () => {
    const fine = (step: FlowStep) => schema.safeParse(flowOf(step).definition).success;
    expect(fine(split)).toBe(true);
    expect(fine({ kind: 'split', ways: ways.slice(0, 2) })).toBe(false);
    expect(fine({ kind: 'split', ways: [...ways, { share: -1, next: 'a' }] })).toBe(false);
    expect(fine({ kind: 'split', ways: Array(3).fill({ share: 33.333, next: 'a' }) })).toBe(false);
    expect(fine({ kind: 'split', ways: [33.3, 33.3, 33.4].map((share) => ({ share, next: 'a' })) })).toBe(
      true,
    );
    expect(fine({ kind: 'holdout', share: 101, next: 'a' })).toBe(false);
  });
});
