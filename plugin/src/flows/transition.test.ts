import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { noFacts, type EventFact } from '../conditions';
import type { JsonObject } from '../json';
import { endRun } from './ending';
import type { FlowDefinition } from './flow';
import { newRun, type RunInput, type RunState } from './run';
import { flowSteps } from './steps/definitions';
import { transition } from './transition';

const steps = flowSteps();
const HOUR = 3_600_000;
/** Two mails about a cart, begun by its first product. */
const cart: FlowDefinition = {
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  restartOn: ['Product Added', 'Product Removed', 'Cart Viewed'],
  exits: [{ kind: 'event', name: 'Cart Emptied', sameKey: true }],
  goal: { kind: 'event', name: 'Order Completed', sameKey: true },
  reentry: 'after-end',
  start: 'wait-for-order',
  steps: {
    'wait-for-order': { kind: 'wait', for: '1h', next: 'remind' },
    remind: {
      ...{ kind: 'send-email', template: 'cart-abandonment', purpose: 'marketing', expires: '12h' },
      next: 'clicked',
    },
    clicked: {
      ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'remind', timeout: '24h' },
      ...{ then: 'time-to-order', otherwise: 'remind-again' },
    },
    'time-to-order': { kind: 'wait', for: '24h', next: 'done' },
    'remind-again': { kind: 'send-email', template: 'cart-second', purpose: 'marketing', next: 'done' },
    done: { kind: 'end' },
  },
};
const cartFlow = { definition: cart, steps };

const event = (name: string, at: number, properties: JsonObject = {}): EventFact => ({
  name,
  at,
  properties,
});
const heard = (name: string, at: number, properties: JsonObject = {}): RunInput => ({
  kind: 'event',
  event: event(name, at, properties),
});

const started = (definition: FlowDefinition = cartFlow.definition, now = 0) => {
  const trigger = event('Product Added', now, { cart_id: 'c1' });
  const flow = { definition, steps };
  return transition(flow, newRun('r1', now, { key: 'c1', trigger }), { kind: 'started' }, now).state;
};

const step = (state: RunState, input: RunInput, now: number) => transition(cartFlow, state, input, now);

describe('transition', () => {
  it('waits, sends once, and is due when the wait is over', () => {
    const waiting = started();
    expect(waiting).toMatchObject({ node: 'wait-for-order', dueAt: HOUR, status: 'running' });
    expect(step(waiting, { kind: 'timer' }, HOUR - 1)).toEqual({ state: waiting, effects: [], left: [] });
    const sent = step(waiting, { kind: 'timer' }, HOUR);
    expect(sent.effects).toMatchObject([
      { id: 'r1:remind:1', kind: 'send-email', payload: { template: 'cart-abandonment', key: 'c1' } },
    ]);
    expect(sent.state).toMatchObject({ node: 'clicked', lastEffectAt: HOUR });
    expect(sent.left.map(({ node, outcome }) => [node, outcome])).toEqual([
      ['wait-for-order', 'passed'],
      ['remind', 'passed'],
    ]);
  });

  it('starts the clock anew when the cart changes, not when another cart does', () => {
    const waiting = started();
    const other = step(waiting, heard('Product Added', 10, { cart_id: 'c2' }), 10);
    expect(other.state.dueAt).toBe(HOUR);
    const again = step(waiting, heard('Product Added', 10, { cart_id: 'c1', sku: 'x' }), 10);
    expect(again.state).toMatchObject({
      dueAt: HOUR + 10,
      standsSince: 10,
      trigger: { properties: { sku: 'x' } },
    });
  });

  it('starts the time-out of a wait for an event anew too', () => {
    const waiting = step(started(), { kind: 'timer' }, HOUR).state;
    expect(waiting).toMatchObject({ node: 'clicked', dueAt: 25 * HOUR });
    const again = step(waiting, heard('Product Added', 20 * HOUR, { cart_id: 'c1' }), 20 * HOUR).state;
    expect(again).toMatchObject({ node: 'clicked', dueAt: 44 * HOUR, standsSince: 20 * HOUR });
    const late = heard('Email Clicked', 30 * HOUR, { effect_id: 'r1:remind:1' });
    expect(step(again, late, 30 * HOUR).state.node).toBe('time-to-order');
  });

  it('ends at an order with the same cart, or with none', () => {
    for (const [properties, because] of [
      [{ cart_id: 'c1' }, 'goal'],
      [{ order_id: 'o' }, 'goal'],
      [{ cart_id: 'c2' }, null],
    ] as const) {
      const { state } = step(started(), heard('Order Completed', 5, properties), 5);
      expect(state.because).toBe(because);
    }
    expect(step(started(), heard('Cart Emptied', 5, { cart_id: 'c1' }), 5).state.because).toBe('exit');
  });

  it('does not hear orders from before it began', () => {
    expect(step(started(undefined, 100), heard('Order Completed', 99), 100).state.status).toBe('running');
  });

  it('counts a click that came before the wait, of its own mail only', () => {
    const early: FlowDefinition = {
      ...cartFlow.definition,
      start: 'remind',
      steps: {
        remind: { kind: 'send-email', template: 't', next: 'pause' },
        pause: { kind: 'wait', for: '1m', next: 'clicked' },
        clicked: {
          ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'remind', timeout: '1h' },
          ...{ then: 'yes', otherwise: 'no' },
        },
        yes: { kind: 'end' },
        no: { kind: 'end' },
      },
    };
    const flow = { definition: early, steps };
    const click = (id: string) => heard('Email Clicked', 10, { effect_id: id });
    const through = (input: RunInput) =>
      transition(flow, transition(flow, started(early), input, 10).state, { kind: 'timer' }, 60_000).state
        .node;
    expect(through(click('r1:remind:1'))).toBe('yes');
    expect(through(click('r2:remind:1'))).toBe('clicked');
  });

  it('takes what came too late for a time-out', () => {
    const { state } = step(started(), { kind: 'timer' }, HOUR);
    const late = heard('Email Clicked', 26 * HOUR, { effect_id: 'r1:remind:1' });
    expect(step(state, late, 26 * HOUR).state.node).toBe('clicked');
    expect(step(state, { kind: 'timer' }, 26 * HOUR).effects).toMatchObject([{ id: 'r1:remind-again:1' }]);
  });

  it('branches on facts', () => {
    const definition: FlowDefinition = {
      trigger: { kind: 'segment-entered', segment: 'vip' },
      start: 'b',
      steps: {
        b: {
          kind: 'branch',
          ways: [{ when: { kind: 'trait', where: { plan: 'pro' } }, next: 'pro' }],
          otherwise: 'end',
        },
        pro: { kind: 'wait', for: '1d', next: 'end' },
        end: { kind: 'end' },
      },
    };
    const flow = { definition, steps };
    const facts = { ...noFacts(), traits: { plan: 'pro' } };
    expect(transition(flow, newRun('r', 0), { kind: 'started', facts }, 0).state.node).toBe('pro');
    const other = transition(flow, newRun('r', 0), { kind: 'started' }, 0).state;
    expect(other).toMatchObject({ node: 'end', status: 'ended', because: 'finished' });
  });

  it('ends in a fault rather than turn for ever, and does nothing of it', () => {
    const definition: FlowDefinition = {
      trigger: { kind: 'event', name: 'x' },
      start: 'a',
      steps: { a: { kind: 'send-email', template: 't', next: 'a' } },
    };
    const { state, effects } = transition({ definition, steps }, newRun('r', 0), { kind: 'started' }, 0);
    expect(state.because).toBe('fault');
    expect(effects).toEqual([]);
  });

  it('stays ended', () => {
    const { state } = endRun(started(), 'stopped', 5);
    expect(step(state, { kind: 'timer' }, 9e12)).toEqual({ state, effects: [], left: [] });
    expect(endRun(state, 'goal', 6).state.because).toBe('stopped');
  });
});

const names = [
  'Product Added',
  'Product Removed',
  'Order Completed',
  'Email Clicked',
  'Cart Emptied',
  'Else',
];
const move = fc.record({
  kind: fc.constantFrom('event' as const, 'timer' as const, 'started' as const, 'segment' as const),
  name: fc.constantFrom(...names),
  cart: fc.constantFrom('c1', 'c2', undefined),
  after: fc.integer({ min: 0, max: 30 * HOUR }),
  lag: fc.integer({ min: 0, max: HOUR }),
});

interface Drawn {
  readonly kind: 'event' | 'timer' | 'started' | 'segment';
  readonly name: string;
  readonly cart: string | undefined;
  readonly lag: number;
}

const inputOf = ({ kind, name, cart: id, lag }: Drawn, now: number): RunInput => {
  if (kind === 'event') {
    return heard(name, now - lag, { effect_id: 'r1:remind:1', ...(id === undefined ? {} : { cart_id: id }) });
  }
  if (kind === 'segment') return { kind, segment: 'vip', entered: true, at: now };
  return { kind };
};

describe('transition, whatever comes', () => {
  const circle: FlowDefinition = {
    ...cartFlow.definition,
    goal: { kind: 'event', name: 'Order Completed', sameKey: true },
    steps: {
      ...cartFlow.definition.steps,
      'remind-again': { kind: 'send-email', template: 't', next: 'wait-for-order' },
    },
  };

  it('emits an effect id once, gives the same for the same, and never moves after its end', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), fc.boolean(), (moves, round) => {
        const flow = { definition: round ? circle : cartFlow.definition, steps };
        const seen = new Set<string>();
        let state = newRun('r1', 0, { key: 'c1', trigger: event('Product Added', 0, { cart_id: 'c1' }) });
        let now = 0;
        for (const each of moves) {
          now += each.after;
          const input = inputOf(each, now);
          const next = transition(flow, state, input, now);
          expect(transition(flow, JSON.parse(JSON.stringify(state)) as RunState, input, now)).toEqual(next);
          for (const { id } of next.effects) {
            expect(seen.has(id)).toBe(false);
            seen.add(id);
          }
          if (state.status === 'ended') expect(next.state).toBe(state);
          if (input.kind === 'timer' && next.state.dueAt !== null) {
            expect(next.state.dueAt).toBeGreaterThan(now);
          }
          state = next.state;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes to its end when only time passes', () => {
    let state = started();
    for (let turns = 0; turns < 10 && state.dueAt !== null; turns += 1) {
      state = step(state, { kind: 'timer' }, state.dueAt).state;
    }
    expect(state).toMatchObject({ status: 'ended', because: 'finished' });
  });
});
