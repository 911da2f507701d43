import type { Facts } from '../conditions';
import type { Effect, LeftStep, RunState, Transition } from './run';
import type { Flow } from './standing';
import { transition } from './transition';

/** Why something was left out whose time lay before the flow was published. */
export const BEFORE_PUBLISHING = 'its time was before publishing';

/** More than this between an early beginning and now is a flow that turns in circles; the rest is left for the next turn. */
const MOST_STEPS = 500;

interface Backdated extends Transition {
  /** What would have been done before now: it is not, and the run went on as if it had been left out. */
  readonly undone: readonly Effect[];
}

/**
 * Begins a run as of an earlier moment, so that its waits count from the person's own date. What its steps would have
 * done before `now` is left out; whatever lies ahead comes at its time.
 */
export const beginAsOf = (
  flow: Flow,
  fresh: RunState,
  began: number,
  now: number,
  facts?: Facts,
): Backdated => {
  const undone: Effect[] = [];
  const effects: Effect[] = [];
  const left: LeftStep[] = [];
  let at = Math.min(began, now);
  const take = (step: Transition): RunState => {
    for (const effect of step.effects) (effect.at < now ? undone : effects).push(effect);
    left.push(...step.left);
    return step.state;
  };

  let state = take(transition(flow, fresh, { kind: 'started', facts }, at));
  for (let steps = 0; steps < MOST_STEPS && state.status === 'running'; steps += 1) {
    const { awaits, dueAt } = state;
    if (undone.some(({ id }) => id === awaits) && awaits !== undefined) {
      const outcome = { id: awaits, outcome: 'skipped', reason: BEFORE_PUBLISHING } as const;
      state = take(transition(flow, state, { kind: 'effect', outcome, facts }, at));
    } else if (dueAt !== null && dueAt < now) {
      at = Math.max(at, dueAt);
      const next = transition(flow, state, { kind: 'timer', facts }, at);
      if (next.state === state) break;
      state = take(next);
    } else break;
  }
  return { state, effects, undone, left };
};
