import type { EventFact, Facts } from '../conditions';
import { endRun, unmoved } from './ending';
import type { FlowDefinition } from './flow';
import { follow } from './follow';
import { countsUntil, noteCause } from './goal';
import { concerns, endedBy } from './matching';
import type { EffectOutcome, RunInput, RunState, Transition } from './run';
import { standingAt, visit, type Flow, type Standing } from './standing';
import { hasLapsed, lapsingEvents } from './trigger';

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
  const renewed = { ...state, began: state.began ?? state.trigger, trigger: input.event };
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
