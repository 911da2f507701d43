import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';
import type { FieldSchema } from '../forms/schema/schema-field';
import { blankOptions } from './blank-options';
import { waysOf, withWay } from './ways';

/** `wait`, `wait-2`: a name that no step has yet. */
export const freshName = (steps: FlowDefinition['steps'], kind: string): string => {
  if (!(kind in steps)) return kind;
  let number = 2;
  while (`${kind}-${number}` in steps) number += 1;
  return `${kind}-${number}`;
};

/** A step of a kind with nothing chosen, going on to `next` on every way. */
export const newStep = (kind: string, next: string, options: FieldSchema = {}): FlowStep => {
  switch (kind) {
    case 'wait':
      return { kind, for: '1h', next };
    case 'send-email':
      return { kind, template: '', purpose: 'marketing', next };
    case 'wait-for-event':
      return { kind, name: '', timeout: '24h', then: next, otherwise: next };
    case 'branch':
      return { kind, ways: [{ when: { all: [] }, next }], otherwise: next };
    case 'end':
      return { kind };
    default:
      return { kind, ...blankOptions(options, next) };
  }
};

export interface Edge {
  /** Null: the way from the trigger to the first step. */
  readonly from: string | null;
  readonly slot: string;
}

const targetOf = ({ steps, start }: FlowDefinition, { from, slot }: Edge): string =>
  from === null ? start : (waysOf(steps[from] as FlowStep).find((way) => way.slot === slot)?.to ?? start);

export const connect = (draft: FlowDefinition, { from, slot }: Edge, to: string): FlowDefinition =>
  from === null
    ? { ...draft, start: to }
    : { ...draft, steps: { ...draft.steps, [from]: withWay(draft.steps[from] as FlowStep, slot, to) } };

/** Puts a step on an edge: what came after it comes after the new one. */
export const insertStep = (
  draft: FlowDefinition,
  edge: Edge,
  kind: string,
  options?: FieldSchema,
): FlowDefinition => {
  const name = freshName(draft.steps, kind);
  const step = newStep(kind, targetOf(draft, edge), options);
  return connect({ ...draft, steps: { ...draft.steps, [name]: step } }, edge, name);
};

export const setStep = (draft: FlowDefinition, name: string, step: FlowStep): FlowDefinition => ({
  ...draft,
  steps: { ...draft.steps, [name]: step },
});

/** The way that a step goes on by where nothing else is said. */
const onwardOf = (step: FlowStep, name: string): string | undefined =>
  waysOf(step).find(({ to }) => to !== name)?.to;

/** Takes a step out; whatever led to it leads to where its first way led. One that leads nowhere else stays. */
export const removeStep = (draft: FlowDefinition, name: string): FlowDefinition => {
  const step = draft.steps[name];
  const onward = step && onwardOf(step, name);
  if (onward === undefined) return draft;
  const kept = Object.entries(draft.steps).filter(([each]) => each !== name);
  const steps = Object.fromEntries(
    kept.map(([each, other]) => [
      each,
      waysOf(other)
        .filter(({ to }) => to === name)
        .reduce((changed, { slot }) => withWay(changed, slot, onward), other),
    ]),
  );
  return { ...draft, steps, start: draft.start === name ? onward : draft.start };
};

/**
 * Takes a step to another way: the gap it leaves is closed, and there it goes on, by its first way, to where that way
 * led. Its other ways stay as they are. A way that begins or ends at the step itself moves nothing.
 */
export const moveStep = (draft: FlowDefinition, name: string, edge: Edge): FlowDefinition => {
  const step = draft.steps[name];
  if (!step || edge.from === name || onwardOf(step, name) === undefined) return draft;
  if (targetOf(draft, edge) === name) return draft;
  const without = removeStep(draft, name);
  const to = targetOf(without, edge);
  const [first] = waysOf(step);
  const moved = first ? withWay(step, first.slot, to) : step;
  return connect({ ...without, steps: { ...without.steps, [name]: moved } }, edge, name);
};
