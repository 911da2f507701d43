import type { Effect, EndReason, LeftStep, RunState, Transition } from './run';

export const unmoved = (state: RunState): Transition => ({ state, effects: [], left: [] });

export const leaving = (
  state: RunState,
  at: number,
  outcome: LeftStep['outcome'],
  detail: string,
): LeftStep => ({
  node: state.node,
  visit: state.visits[state.node] ?? 0,
  at,
  outcome,
  detail,
});

export const ending = (
  state: RunState,
  because: EndReason,
  now: number,
  detail: string,
  effects: readonly Effect[],
  left: readonly LeftStep[],
): Transition => ({
  state: { ...state, status: 'ended', because, dueAt: null, heard: {} },
  effects,
  left: [...left, leaving(state, now, because === 'finished' ? 'passed' : because, detail)],
});

/** Ends a run from outside: its flow was stopped, its person merged into another. */
export const endRun = (state: RunState, because: EndReason, now: number, detail = ''): Transition =>
  state.status === 'ended' ? unmoved(state) : ending(state, because, now, detail, [], []);
