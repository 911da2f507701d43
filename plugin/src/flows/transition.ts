import { noFacts, type EventFact, type Facts } from '../conditions';
import { comesTo } from './circles';
import type { FlowDefinition, FlowStep } from './flow';
import { countsUntil, noteCause } from './goal';
import { concerns, endedBy } from './matching';
import type { Effect, EffectOutcome, EndReason, LeftStep, RunInput, RunState, Transition } from './run';
import { asMessage } from './rules/rules';
import type { FlowStepBehaviour, Move, Visit } from './step';
import type { FlowSteps } from './steps/definitions';
import { hasLapsed, lapsingEvents } from './trigger';

/** A definition together with the kinds of step it is made of. */
export interface Flow {
  readonly definition: FlowDefinition;
  readonly steps: FlowSteps;
}

/** More steps than this without a wait is a circle that publishing would have refused. */
const MOST_MOVES = 100;

interface Standing {
  readonly step: FlowStep;
  readonly behaviour: FlowStepBehaviour;
}

const standingAt = ({ definition, steps }: Flow, node: string): Standing | undefined => {
  const step = definition.steps[node];
  return step && steps.has(step.kind) ? { step, behaviour: steps.get(step.kind).behaviour } : undefined;
};

/**
 * The whole meaning of a flow: where a run goes at an input, and what the world should do about it. Pure: the
 * same arguments give the same answer, and the id of an effect (`run:node:visit`) comes up once in a run's
 * life, so that the writer of state and effects can be cut off at any point and start again.
 */
export const transition = (flow: Flow, before: RunState, input: RunInput, now: number): Transition => {
  if (before.status === 'ended') return unmoved(before);
  if ((input.kind === 'started') !== (before.node === '')) return unmoved(before);
  if (input.kind === 'started') return enter(flow, before, input, now);
  const state = input.kind === 'event' ? noteCause(flow.definition, before, input.event) : before;

  const because = endedBy(flow.definition, input, state);
  if (state.lingers) return because === 'goal' ? reached(state, input, now) : linger(flow, state, input, now);
  if (because) return endRun(state, because, now, wordOf(input));
  if (isLapsedBy(flow, state, input)) return endRun(state, 'exit', now, wordOf(input));

  const standing = standingAt(flow, state.node);
  if (!standing) return endRun(state, 'fault', now, 'no such step');
  if (input.kind === 'timer') {
    if (state.dueAt === null || state.dueAt > now || !standing.behaviour.timer) return unmoved(state);
    return follow(
      flow,
      state,
      input,
      now,
      standing.behaviour.timer(visit(flow, state, standing, input, now)),
    );
  }
  if (input.kind === 'effect') return settle(flow, state, input, standing, now);
  return input.kind === 'event' ? hear(flow, state, input, standing, now) : unmoved(state);
};

const isLapsedBy = ({ definition }: Flow, state: RunState, input: RunInput): boolean =>
  input.kind === 'event' &&
  input.facts !== undefined &&
  lapsingEvents(definition).includes(input.event.name) &&
  hasLapsed(definition, input.facts.events, state);

const wordOf = (input: RunInput): string => (input.kind === 'event' ? input.event.name : input.kind);

const reached = (state: RunState, input: RunInput, now: number): Transition =>
  endRun(state, 'goal', now, wordOf(input));

/** It has come to its end: no exit, no clock but the goal's, and its mails move that. */
const linger = (flow: Flow, state: RunState, input: RunInput, now: number): Transition => {
  if (input.kind === 'timer') {
    return state.dueAt !== null && state.dueAt <= now ? endRun(state, 'finished', now) : unmoved(state);
  }
  const dueAt = countsUntil(flow.definition, state, now) ?? now;
  return unmoved(dueAt === state.dueAt ? state : { ...state, dueAt });
};

const unmoved = (state: RunState): Transition => ({ state, effects: [], left: [] });

/** When what is to be done now should have been done: whoever was waited for by the clock was due then. */
const dueOf = (state: RunState, input: RunInput, now: number): number => {
  const due = input.kind === 'timer' ? state.dueAt : input.kind === 'started' ? input.due : undefined;
  return Math.min(due ?? now, now);
};

const visit = (
  { definition }: Flow,
  state: RunState,
  { step }: Standing,
  input: RunInput,
  now: number,
  due = now,
): Visit<never> => ({
  node: state.node,
  options: step as never,
  state,
  facts: input.facts ?? noFacts(),
  now,
  due,
  rules: definition.rules ?? {},
});

const settle = (
  flow: Flow,
  before: RunState,
  input: RunInput & { readonly outcome: EffectOutcome },
  standing: Standing,
  now: number,
): Transition => {
  const { outcome } = input;
  const { awaits, ...state } = before;
  if (awaits !== outcome.id || !standing.behaviour.settled) return unmoved(before);
  const codes = outcome.code === undefined ? {} : { codes: { ...state.codes, [state.node]: outcome.code } };
  const settled = { ...state, ...codes };
  return follow(
    flow,
    settled,
    input,
    now,
    standing.behaviour.settled(visit(flow, settled, standing, input, now), outcome),
  );
};

const hear = (
  flow: Flow,
  before: RunState,
  input: RunInput & { readonly event: EventFact },
  standing: Standing,
  now: number,
): Transition => {
  const { event } = input;
  const heardBy = Object.entries(flow.definition.steps).flatMap(([node]) => {
    const { step, behaviour } = standingAt(flow, node) ?? {};
    return behaviour?.hears?.(step as never, event, before) ? [node] : [];
  });
  const heard = Object.fromEntries(
    heardBy.map((node) => [node, Math.max(before.heard[node] ?? event.at, event.at)]),
  );
  const state = heardBy.length > 0 ? { ...before, heard: { ...before.heard, ...heard } } : before;

  if (heardBy.includes(state.node)) {
    const move = standing.behaviour.event?.(visit(flow, state, standing, input, now), event);
    if (move) return follow(flow, state, input, now, move);
  }
  return isRestart(flow.definition, state, event)
    ? restart(flow, state, input, standing, now)
    : unmoved(state);
};

const isRestart = (definition: FlowDefinition, state: RunState, event: EventFact): boolean =>
  (definition.restartOn ?? []).includes(event.name) && concerns(definition, state.key, event);

const restart = (
  flow: Flow,
  state: RunState,
  input: RunInput & { readonly event: EventFact },
  standing: Standing,
  now: number,
): Transition => {
  const renewed = { ...state, trigger: input.event };
  const move = standing.behaviour.restart?.(visit(flow, renewed, standing, input, now));
  return unmoved(move?.move === 'stay' ? { ...renewed, standsSince: now, dueAt: move.until } : renewed);
};

const enter = (flow: Flow, state: RunState, input: RunInput, now: number): Transition =>
  follow(flow, state, input, now, { move: 'go', to: flow.definition.start, detail: '' });

/** Has a run go on at a step, from outside: the one it stood in is no more. */
export const goOnAt = (
  flow: Flow,
  state: RunState,
  to: string,
  detail: string,
  now: number,
  facts: Facts,
): Transition => follow(flow, state, { kind: 'timer', facts }, now, { move: 'go', to, detail });

/** Carries out moves until one stays or ends. */
const follow = (flow: Flow, from: RunState, input: RunInput, now: number, first: Move): Transition => {
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

const leaving = (state: RunState, at: number, outcome: LeftStep['outcome'], detail: string): LeftStep => ({
  node: state.node,
  visit: state.visits[state.node] ?? 0,
  at,
  outcome,
  detail,
});

const ending = (
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
