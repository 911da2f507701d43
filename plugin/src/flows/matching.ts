import type { EventFact } from '../conditions';
import { textAt } from '../json';
import { matchesEvent } from './event-matching';
import { isCaused } from './goal';
import { isEventMatch, type Exit, type FlowDefinition } from './flow';
import type { RunInput, RunState } from './run';
import type { Foreseen } from './trigger-kind';
import { triggerOf } from './triggers/behaviours';

/** The value by which runs are kept apart; null where the flow keys nothing or the event carries none. */
export const keyOf = (definition: FlowDefinition, event: EventFact): string | null => {
  const path = triggerOf(definition).keyPath?.(definition.trigger as never);
  return path === undefined ? null : textAt(event.properties, path);
};

/** An event that names no key concerns every run: who orders without naming the cart has ordered. */
export const concerns = (definition: FlowDefinition, key: string | null, event: EventFact): boolean => {
  const named = keyOf(definition, event);
  return named === null || key === null || named === key;
};

/** Whether an input is what an exit or a goal waits for. */
export const fulfils = (
  definition: FlowDefinition,
  exit: Exit,
  input: RunInput,
  state: Pick<RunState, 'key' | 'since'>,
): boolean => {
  if (input.kind === 'event' && isEventMatch(exit)) {
    const sameKey = 'sameKey' in exit && exit.sameKey === true;
    return (
      input.event.at >= state.since &&
      matchesEvent(exit, input.event) &&
      (!sameKey || concerns(definition, state.key, input.event))
    );
  }
  if (input.kind !== 'segment' || isEventMatch(exit)) return false;
  return exit.segment === input.segment && input.entered === (exit.kind === 'segment-entered');
};

const atOf = (input: RunInput): number | undefined =>
  input.kind === 'event' ? input.event.at : input.kind === 'segment' ? input.at : undefined;

/**
 * Why an input ends a run, or undefined when it does not. Reaching the goal comes before every exit; where the flow
 * cannot say that it was its doing, it is one.
 */
export const endedBy = (
  definition: FlowDefinition,
  input: RunInput,
  state: Pick<RunState, 'key' | 'since' | 'mailedAt' | 'clickedAt'>,
): 'goal' | 'exit' | undefined => {
  const { goal } = definition;
  if (goal && fulfils(definition, goal, input, state)) {
    return isCaused(goal, state, atOf(input) ?? state.since) ? 'goal' : 'exit';
  }
  const left = (definition.exits ?? []).some((exit) => fulfils(definition, exit, input, state));
  return left ? 'exit' : undefined;
};

/** Whether something has ended a run before it began; that counts from what gave cause for it. */
export const hasEnded = (
  definition: FlowDefinition,
  { key, at, event }: Foreseen,
  events: readonly EventFact[],
): boolean => {
  const state = { key, since: event?.at ?? at };
  const isCause = (one: EventFact): boolean => one.name === event?.name && one.at === event.at;
  return events.some(
    (one) => !isCause(one) && endedBy(definition, { kind: 'event', event: one }, state) !== undefined,
  );
};
