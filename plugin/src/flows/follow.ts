import { comesTo } from './circles';
import { ending, leaving } from './ending';
import { countsUntil } from './goal';
import type { Effect, LeftStep, RunInput, RunState, Transition } from './run';
import { asMessage } from './rules/rules';
import { standingAt, visit, type Flow } from './standing';
import type { Move } from './step';

/** More steps than this without a wait is a circle that publishing would have refused. */
const MOST_MOVES = 100;

/** When what is to be done now should have been done: whoever was waited for by the clock was due then. */
const dueOf = (state: RunState, input: RunInput, now: number): number => {
  const due = input.kind === 'timer' ? state.dueAt : input.kind === 'started' ? input.due : undefined;
  return Math.min(due ?? now, now);
};

/** Carries out moves until one stays or ends. */
export const follow = (flow: Flow, from: RunState, input: RunInput, now: number, first: Move): Transition => {
  const effects: Effect[] = [];
  const left: LeftStep[] = [];
  const due = dueOf(from, input, now);
  let state = from;
  let move = first;
  for (let moves = 0; moves < MOST_MOVES && move.move === 'go'; moves += 1) {
    if (state.node !== '') left.push(leaving(state, now, 'passed', move.detail));
    const effect = effectOf(flow, state, move, now, due);
    if (effect) effects.push(effect);
    state = arrive(passing(effect ? acting(state, now) : state, move.passed), move.to, now);
    const standing = standingAt(flow, move.to);
    if (!standing) return ending(state, 'fault', now, 'no such step', effects, left);
    move = standing.behaviour.enter(visit(flow, state, standing, input, now, due));
    if (comesRound(flow, state, move)) {
      state = passing(state, state.lastEffectAt ?? now);
      move = standing.behaviour.enter(visit(flow, state, standing, input, now, due));
    }
  }
  if (move.move === 'stay') {
    const effect = effectOf(flow, state, move, now, due);
    const { acted, ...standing } = { ...state, standsSince: now, dueAt: move.until };
    if (!effect) return { state: standing, effects, left };
    const waiting = { ...acting({ ...standing, acted }, now), awaits: effect.id };
    return { state: waiting, effects: [...effects, effect], left };
  }
  const because = move.move === 'end' ? (move.because ?? 'finished') : 'fault';
  const until = because === 'finished' ? countsUntil(flow.definition, state, now) : null;
  if (until !== null) return { state: { ...state, lingers: true, dueAt: until }, effects, left };
  // What a circle did before it was found to be one, it would have done for ever: nothing of it is done.
  return because === 'fault'
    ? ending(state, because, now, 'a circle without a wait', [], left)
    : ending(state, because, now, '', effects, left);
};

const passing = (state: RunState, passed: number | undefined): RunState =>
  passed === undefined ? state : { ...state, passed: { ...state.passed, [state.node]: passed } };

const acting = (state: RunState, now: number): RunState => ({
  ...state,
  lastEffectAt: now,
  acted: [...(state.acted ?? []), state.node],
});

/** Whether a local time that is now would lead back to what the run has only just done: the next one is meant. */
const comesRound = (flow: Flow, { acted = [], lastEffectAt, passed, node }: RunState, move: Move): boolean =>
  move.move === 'go' &&
  move.passed !== undefined &&
  acted.length > 0 &&
  (passed?.[node] ?? Number.NEGATIVE_INFINITY) < (lastEffectAt ?? 0) &&
  comesTo(flow.definition, flow.steps, move.to, acted);

const effectOf = (flow: Flow, state: RunState, move: Move, at: number, due: number): Effect | undefined => {
  if (move.move === 'end' || !move.effect) return undefined;
  const { node } = state;
  const { kind, payload } = move.effect;
  const id = `${state.runId}:${node}:${state.visits[node] ?? 0}`;
  const reaches = standingAt(flow, node)?.behaviour.reachesPerson === true;
  const marked = reaches ? { ...payload, ...asMessage(flow.definition.rules) } : payload;
  return { kind, payload: marked, id, node, at, ...(due < at ? { due } : {}) };
};

const arrive = (state: RunState, node: string, now: number): RunState => {
  const heard = Object.fromEntries(Object.entries(state.heard).filter(([by]) => by !== state.node));
  return {
    ...state,
    node,
    visits: { ...state.visits, [node]: (state.visits[node] ?? 0) + 1 },
    standsSince: now,
    dueAt: null,
    // What a step has heard is used up when the step is left by it.
    heard,
  };
};
