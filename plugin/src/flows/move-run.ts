import { noFacts, type Facts } from '../conditions';
import { endRun } from './ending';
import type { FlowDefinition } from './flow';
import { countsUntil } from './goal';
import type { RunState, Transition } from './run';
import type { Flow } from './standing';
import { goOnAt } from './transition';

const isSameStep = (from: FlowDefinition, to: FlowDefinition, node: string): boolean =>
  from.steps[node] !== undefined && from.steps[node]?.kind === to.steps[node]?.kind;

/** The step of the new version that comes next, by the first ways of the old one; undefined where all are gone. */
const nextKept = (from: Flow, to: FlowDefinition, node: string): string | undefined => {
  const seen = new Set<string>();
  for (let name = node; !seen.has(name); ) {
    seen.add(name);
    const step = from.definition.steps[name];
    if (!step || !from.steps.has(step.kind)) return undefined;
    const [first] = from.steps.get(step.kind).behaviour.ways(step as never);
    if (!first) return undefined;
    if (isSameStep(from.definition, to, first.to)) return first.to;
    name = first.to;
  }
  return undefined;
};

/** The new end of the clock of the step it stands in, counted from when it came there; undefined: the clock runs on. */
const clockIn = (to: Flow, state: RunState, facts: Facts): number | null | undefined => {
  const step = to.definition.steps[state.node];
  if (!step || !to.steps.has(step.kind) || state.awaits !== undefined) return undefined;
  const { behaviour } = to.steps.get(step.kind);
  const at = state.standsSince;
  const visit = { node: state.node, options: step as never, state, facts, now: at, due: at };
  const move = behaviour.enter({ ...visit, rules: to.definition.rules ?? {} });
  return move.move === 'stay' && !move.effect ? move.until : undefined;
};

/**
 * Takes a run to another version of its flow. It stays in the step it stands in, whose clock is that of the new version,
 * counted from when it came there; where that step is gone, it goes on to the next one that is still there.
 */
export const moveRun = (
  from: Flow,
  to: Flow,
  state: RunState,
  now: number,
  facts = noFacts(),
): Transition => {
  const stays: Transition = { state, effects: [], left: [] };
  if (state.status === 'ended') return stays;
  if (state.lingers) {
    return { ...stays, state: { ...state, dueAt: countsUntil(to.definition, state, now) ?? now } };
  }
  if (isSameStep(from.definition, to.definition, state.node)) {
    const dueAt = clockIn(to, state, facts);
    return dueAt === undefined ? stays : { ...stays, state: { ...state, dueAt } };
  }
  const next = nextKept(from, to.definition, state.node);
  if (next === undefined) return endRun(state, 'stopped', now, 'its step was taken out');
  return goOnAt(to, { ...state, awaits: undefined }, next, 'taken out', now, facts);
};
