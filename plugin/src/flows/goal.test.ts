import { describe, expect, it } from 'vitest';

import type { EventFact } from '../conditions';
import type { FlowDefinition, Goal } from './flow';
import { newRun, type RunInput, type RunState } from './run';
import { flowSteps } from './steps/definitions';
import { transition } from './transition';

const DAY = 86_400_000;
const steps = flowSteps();

const flow = (goal: Goal): FlowDefinition => ({
  trigger: { kind: 'event', name: 'Began' },
  exits: [{ kind: 'event', name: 'Left' }],
  goal,
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 't', next: 'wait' },
    wait: { kind: 'wait', for: '1d', next: 'end' },
    end: { kind: 'end' },
  },
});

const heard = (name: string, at: number, node = 'mail'): RunInput => ({
  kind: 'event',
  event: { name, at, properties: name.startsWith('Email') ? { effect_id: `r:${node}:1` } : {} } as EventFact,
});

/** Walks a run through what happens, each thing at its time; timers come when they are due. */
const walk = (goal: Goal, happened: readonly RunInput[], until: number): RunState => {
  const of = { definition: flow(goal), steps };
  let state = transition(of, newRun('r', 0), { kind: 'started' }, 0).state;
  const timers = (now: number) => {
    while (state.status === 'running' && state.dueAt !== null && state.dueAt <= now) {
      state = transition(of, state, { kind: 'timer' }, state.dueAt).state;
    }
  };
  for (const input of happened) {
    const at = input.kind === 'event' ? input.event.at : 0;
    timers(at - 1);
    state = transition(of, state, input, at).state;
  }
  timers(until);
  return state;
};

const ORDER = { kind: 'event', name: 'Ordered' } as const;

describe('a goal', () => {
  it('counts for ever while the run is under way, where nothing else is said', () => {
    expect(walk(ORDER, [heard('Ordered', DAY - 1)], DAY).because).toBe('goal');
    expect(walk(ORDER, [heard('Ordered', DAY + 1)], 2 * DAY).because).toBe('finished');
  });

  it('counts within its window, also when the steps have come to their end', () => {
    const goal: Goal = { ...ORDER, within: '7d' };
    const standing = walk(goal, [], 3 * DAY);
    expect(standing).toMatchObject({ status: 'running', node: 'end', lingers: true, dueAt: 7 * DAY });
    expect(walk(goal, [heard('Ordered', 7 * DAY)], 7 * DAY).because).toBe('goal');
    expect(walk(goal, [heard('Ordered', 7 * DAY + 1)], 8 * DAY).because).toBe('finished');
    // An exit is for those who are still to be written to.
    expect(walk(goal, [heard('Left', 2 * DAY), heard('Ordered', 3 * DAY)], 8 * DAY).because).toBe('goal');
    expect(walk(goal, [heard('Left', DAY / 2), heard('Ordered', 3 * DAY)], 8 * DAY).because).toBe('exit');
  });

  it('is an exit where the flow cannot say that it was its doing', () => {
    const late: Goal = { ...ORDER, within: '12h' } as Goal;
    expect(walk(late, [heard('Ordered', DAY - 1)], DAY).because).toBe('exit');
    const mailed: Goal = { ...ORDER, caused: 'mailed', within: '2d' };
    expect(walk(mailed, [heard('Ordered', 10)], DAY).because).toBe('exit');
    expect(walk(mailed, [heard('Email Sent', 5), heard('Ordered', 10)], DAY).because).toBe('goal');
    expect(walk(mailed, [heard('Email Sent', 5), heard('Ordered', 2 * DAY + 5)], 3 * DAY).because).toBe(
      'goal',
    );
    expect(walk(mailed, [heard('Email Sent', 5), heard('Ordered', 2 * DAY + 6)], 3 * DAY).because).toBe(
      'finished',
    );
    const clicked: Goal = { ...ORDER, caused: 'clicked', within: '2d' };
    expect(walk(clicked, [heard('Email Sent', 5), heard('Ordered', 10)], DAY).because).toBe('exit');
    expect(
      walk(
        clicked,
        [heard('Email Sent', 5), heard('Email Clicked', DAY + 9), heard('Ordered', 3 * DAY)],
        4 * DAY,
      ).because,
    ).toBe('goal');
  });

  it('takes no notice of the mails of other runs', () => {
    const clicked: Goal = { ...ORDER, caused: 'clicked' };
    const foreign: RunInput = {
      kind: 'event',
      event: { name: 'Email Clicked', at: 5, properties: { effect_id: 'other:mail:1' } },
    };
    expect(walk(clicked, [foreign, heard('Ordered', 10)], DAY).because).toBe('exit');
  });
});
