import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { noFacts, type EventFact, type Facts } from '../conditions';
import type { FlowDefinition, FlowStep } from './flow';
import { flowProblems } from './problems';
import { newRun, type RunInput, type RunState } from './run';
import { flowSteps } from './steps/definitions';
import { transition } from './transition';

const steps = flowSteps();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_TURNS = 200;
/** A Wednesday, at noon. */
const NOON = Date.parse('2026-06-03T12:00:00Z');

const mail = (next: string, failed?: string): FlowStep => ({
  ...{ kind: 'send-email', template: 't', next },
  ...(failed !== undefined && { failed }),
});
const flowOf = (its: Record<string, FlowStep>, more: Partial<FlowDefinition> = {}): FlowDefinition => ({
  ...{ trigger: { kind: 'event', name: 'Signed Up' }, start: Object.keys(its)[0] ?? '', steps: its },
  ...more,
});
const problemsOf = (definition: FlowDefinition) =>
  flowProblems(definition, steps, {
    ...{ templates: new Set(['t']), segments: new Set<string>(), connections: new Set(['crm']) },
    ...{ lists: new Set(['list']), flows: new Map([['other', []]]), self: 'self' },
  });

const living = (traits: Facts['traits'] = {}): Facts => ({
  ...noFacts(),
  ...{ profile: { id: 'p', createdAt: 0, timezone: null }, traits },
});

interface Way {
  /** How late a turn is. */
  readonly lag: number;
  readonly facts: Facts;
  /** Mails are clicked a minute later. */
  readonly clicks?: boolean;
}

interface Done {
  readonly node: string;
  readonly at: number;
  readonly turn: number;
}

/** A run through its days, in which effects that are waited for have their outcome a second later. */
const live = (definition: FlowDefinition, days: number, { lag, facts, clicks = false }: Way) => {
  const flow = { definition, steps };
  const did: Done[] = [];
  const passed: Done[] = [];
  let now = NOON;
  let turn = 0;
  let state: RunState = newRun('r', now, { trigger: { name: 'Signed Up', at: now, properties: {} } });
  const take = (input: RunInput): readonly string[] => {
    const next = transition(flow, state, { ...input, facts }, now);
    turn += 1;
    did.push(...next.effects.map(({ node, at }) => ({ node, at, turn })));
    for (const [node, at] of Object.entries(next.state.passed ?? {}))
      if (state.passed?.[node] !== at) passed.push({ node, at, turn });
    state = next.state;
    return next.effects.map(({ id }) => id);
  };
  const hear = (event: EventFact): readonly string[] => take({ kind: 'event', event });
  let made = take({ kind: 'started' });
  const end = NOON + days * DAY;
  while (state.status === 'running' && turn < MOST_TURNS) {
    const { awaits, dueAt } = state;
    const next = awaits === undefined ? Math.max(now, dueAt ?? Infinity) + lag : now + 1_000;
    const clicked = clicks && made.length > 0 && now + MINUTE < next;
    if ((clicked ? now + MINUTE : next) > end) break;
    const [...sent] = made;
    if (clicked) {
      now += MINUTE;
      made = sent.flatMap((id) => hear({ name: 'Email Clicked', at: now, properties: { effect_id: id } }));
      continue;
    }
    now = next;
    made = take(
      awaits === undefined ? { kind: 'timer' } : { kind: 'effect', outcome: { id: awaits, outcome: 'done' } },
    );
    if (awaits !== undefined && made.length === 0) made = sent;
  }
  return { did, passed, state };
};

describe('a circle whose only wait is for a local time', () => {
  const until = (more: object): FlowStep => ({ kind: 'wait-until', zone: 'UTC', next: 'mail', ...more });
  const round = (more: object, sending: FlowStep = mail('until')) =>
    flowOf({ until: until(more), mail: sending });
  const days = (definition: FlowDefinition, way: Partial<Way> = {}, many = 15) =>
    live(definition, many, { lag: 0, facts: living(), ...way }).did.map(({ at }) =>
      new Date(at).toISOString().slice(0, 16),
    );
  const soon = mail('until', 'until');

  it('lets everybody through once on each of its days', () => {
    const wednesdays = ['2026-06-03T12:00', '2026-06-10T00:00', '2026-06-17T00:00'];
    expect(problemsOf(round({ weekdays: ['wed'] }))).toEqual([]);
    expect(days(round({ weekdays: ['wed'] }))).toEqual(wednesdays);
    expect(days(round({ weekdays: ['wed'] }, soon))).toEqual(wednesdays);
    expect(days(round({ weekdays: ['wed'] }), { lag: 3_000 })).toEqual(wednesdays);
  });

  it('lets everybody through once in each stretch of a day', () => {
    const mornings = ['2026-06-03T12:00', '2026-06-04T09:00', '2026-06-05T09:00'];
    expect(days(round({ at: '09:00', to: '17:00' }), {}, 2)).toEqual(mornings);
    expect(days(round({ at: '09:00', to: '17:00' }, soon), {}, 2)).toEqual(mornings);
    expect(days(round({ at: '22:00', to: '13:00' }), {}, 1)).toEqual([
      '2026-06-03T12:00',
      '2026-06-03T22:00',
    ]);
  });

  it('lets everybody through once at its time, also where the turn comes in that millisecond', () => {
    const noons = ['2026-06-03T12:00', '2026-06-04T12:00', '2026-06-05T12:00'];
    expect(days(round({ at: '12:00' }), {}, 2.5)).toEqual(noons);
    expect(days(round({ at: '12:00' }), { lag: 3_000 }, 2.5)).toEqual(noons);
    expect(days(round({ at: '12:00' }, soon), {}, 2.5)).toEqual(noons);
  });

  it('does nothing twice at once, wherever it is entered', () => {
    const entered = (more: object, sending: FlowStep) =>
      days({ ...round(more, sending), start: 'mail' }, {}, 9).map((at) => at.slice(0, 13));
    const wednesdays = ['2026-06-03T12', '2026-06-10T00'];
    expect(entered({ weekdays: ['wed'] }, mail('until'))).toEqual(wednesdays);
    expect(entered({ weekdays: ['wed'] }, soon)).toEqual(wednesdays);
  });

  it('lets pass at once what only comes after another step of the circle', () => {
    const two = flowOf({
      wednesday: { kind: 'wait-until', weekdays: ['wed'], zone: 'UTC', next: 'first' },
      first: mail('working'),
      working: { kind: 'wait-until', at: '09:00', to: '17:00', zone: 'UTC', next: 'second' },
      second: mail('wednesday'),
    });
    expect(days(two, {}, 8)).toEqual([
      ...['2026-06-03T12:00', '2026-06-03T12:00', '2026-06-10T00:00', '2026-06-10T09:00'],
    ]);
  });

  it('is none where it waits for a date that may be missing or past, and leads on without it', () => {
    const date = { of: 'profile', field: 'renewal' };
    const refused = ['until', 'mail'].map((step) => expect.objectContaining({ step }) as unknown);
    expect(problemsOf(round({ date }))).toEqual(refused);
    expect(problemsOf(round({ date, weekdays: ['wed'], otherwise: 'mail' }))).toEqual(refused);
    expect(problemsOf(round({ date }, mail('until', 'until')))).toEqual(refused);
    const out = flowOf({
      until: until({ date, otherwise: 'end' }),
      mail: mail('until'),
      end: { kind: 'end' },
    });
    expect(problemsOf(out)).toEqual([]);
    for (const renewal of [undefined, '2026-06-01', '2026-06-03T12:00:00Z', '2026-06-09']) {
      const { did, state } = live(out, 30, { lag: 0, facts: living(renewal ? { renewal } : {}) });
      expect(did).toHaveLength(renewal !== undefined && renewal > '2026-06-02' ? 1 : 0);
      expect(state.because).toBe('finished');
    }
    const asks = flowOf({
      until: until({ date, otherwise: 'day' }),
      day: { kind: 'wait', for: '1d', next: 'until' },
      mail: mail('end'),
      end: { kind: 'end' },
    });
    expect(problemsOf(asks)).toEqual([]);
  });
});

describe('any circle that publishing lets pass', () => {
  const places = ['a', 'b', 'c', 'd'] as const;
  const place = fc.constantFrom(...places, 'end');
  const wu = fc
    .tuple(
      fc.constantFrom<object>(
        { weekdays: ['wed'] },
        { weekdays: ['wed', 'thu'] },
        { at: '09:00' },
        { at: '12:00' },
        { at: '09:00', to: '17:00' },
        { at: '11:00', to: '13:00', weekdays: ['wed', 'fri'] },
      ),
      place,
    )
    .map(([times, next]): FlowStep => ({ kind: 'wait-until', zone: 'UTC', ...times, next }));
  const dated = fc
    .tuple(
      fc.constantFrom<object>({}, { at: '09:00', to: '17:00' }, { weekdays: ['thu'] }),
      place,
      fc.option(place),
    )
    .map(
      ([times, next, otherwise]): FlowStep => ({
        ...{ kind: 'wait-until', zone: 'UTC', ...times, date: { of: 'profile', field: 'renewal' } },
        ...{ next, ...(otherwise !== null && { otherwise }) },
      }),
    );
  const step = fc.oneof(
    wu,
    dated,
    fc
      .tuple(fc.constantFrom('1h', '1d'), place)
      .map(([lasts, next]): FlowStep => ({ kind: 'wait', for: lasts, next })),
    fc.tuple(place, place).map(
      ([then, otherwise]): FlowStep => ({
        ...{ kind: 'wait-for-event', name: 'Email Clicked', timeout: '2h', then, otherwise },
      }),
    ),
    fc.tuple(place, fc.option(place)).map(([next, failed]) => mail(next, failed ?? undefined)),
    place.map((next): FlowStep => ({ kind: 'tag', change: 'add', tag: 'x', next })),
  );
  const isCircle = ({ message }: { readonly message: string }) => message.includes('comes round');

  it('does nothing twice at one moment, and goes by each local time once', () => {
    let rounds = 0;
    fc.assert(
      fc.property(
        fc.tuple(step, step, step, step),
        fc.constantFrom(undefined, '2026-06-01', '2026-06-03T12:00:00Z', '2026-06-09'),
        fc.constantFrom(0, 3_000),
        fc.boolean(),
        (drawn, renewal, lag, clicks) => {
          const its = Object.fromEntries(places.map((name, index) => [name, drawn[index] as FlowStep]));
          const definition = flowOf({ ...its, end: { kind: 'end' } });
          fc.pre(!problemsOf(definition).some(isCircle));
          const facts = living(renewal === undefined ? {} : { renewal });
          const { did, passed, state } = live(definition, 20, { lag, facts, clicks });
          expect(state.because ?? 'finished').toBe('finished');
          const inTurn = did.map(({ node, turn }) => `${node} ${turn}`);
          expect(new Set(inTurn).size).toBe(inTurn.length);
          const onDay = passed.map(({ node, at }) => `${node} ${new Date(at).toISOString().slice(0, 10)}`);
          expect(new Set(onDay).size).toBe(onDay.length);
          if (new Set(did.map(({ node }) => node)).size < did.length) rounds += 1;
        },
      ),
      { numRuns: 400 },
    );
    expect(rounds).toBeGreaterThan(20);
  });
});

describe('circles of flows', () => {
  it('are none where each starts the other on the same day', () => {
    const ping = (until: object) =>
      flowOf({
        until: { kind: 'wait-until', zone: 'UTC', next: 'other', ...until },
        other: { kind: 'start-flow', flow: 'other', next: 'end' },
        end: { kind: 'end' },
      });
    const refusedFor = (until: object) =>
      flowProblems(ping(until), steps, {
        ...{ templates: new Set(), segments: new Set(), self: 'self' },
        flows: new Map([['other', ['self']]]),
      }).length;
    expect([{ weekdays: ['wed'] }, { at: '09:00', to: '17:00' }].map(refusedFor)).toEqual([1, 1]);
    expect(refusedFor({ at: '09:00' })).toBe(0);
  });
});

describe('which steps wait', () => {
  it('are those in which people stand for a time, and not for their own effect', () => {
    const waiting = steps.all().flatMap(({ kind, behaviour }) => (behaviour.waits ? [kind] : []));
    expect(waiting.sort()).toEqual(['wait', 'wait-for-event', 'wait-until']);
  });

  it('are in each circle: whatever acts and comes round to itself is refused', () => {
    const acting: readonly FlowStep[] = [
      { kind: 'webhook', url: 'https://example.com/', next: 'a' },
      { kind: 'crm-list', change: 'add', connection: 'crm', list: '1', next: 'a' },
      { kind: 'list', change: 'add', segment: 'list', next: 'a' },
      { kind: 'tag', change: 'add', tag: 'x', next: 'a' },
      { kind: 'set-trait', name: 'x', value: 1, next: 'a' },
      { kind: 'discount-code', pattern: 'A-{6}', next: 'a' },
      { kind: 'start-flow', flow: 'other', next: 'a' },
      mail('a'),
      mail('a', 'a'),
    ];
    for (const step of acting) {
      expect(
        problemsOf(flowOf({ a: step })).map(({ step: name }) => name),
        step.kind,
      ).toEqual(['a']);
    }
  });

  it('are no wait for what their own mail brings at once', () => {
    const round = (name: string) =>
      problemsOf(
        flowOf({
          mail: mail('heard'),
          heard: { kind: 'wait-for-event', name, timeout: '1d', then: 'mail', otherwise: 'end' },
          end: { kind: 'end' },
        }),
      ).length;
    expect(['Email Sent', '*', 'Email Clicked'].map(round)).toEqual([2, 0, 0]);
  });
});
