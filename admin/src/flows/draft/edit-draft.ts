import type { FlowDefinition, FlowStep } from '../../../../plugin/src/flows/flow';
import { waysOf, withWay } from './ways';

/** `wait`, `wait-2`: a name that no step has yet. */
export const freshName = (steps: FlowDefinition['steps'], kind: string): string => {
  if (!(kind in steps)) return kind;
  let number = 2;
  while (`${kind}-${number}` in steps) number += 1;
  return `${kind}-${number}`;
};

/** A step of a kind with nothing chosen, going on to `next` on every way. */
export const newStep = (kind: string, next: string): FlowStep => {
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
      return { kind, next };
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
export const insertStep = (draft: FlowDefinition, edge: Edge, kind: string): FlowDefinition => {
  const name = freshName(draft.steps, kind);
  const step = newStep(kind, targetOf(draft, edge));
  return connect({ ...draft, steps: { ...draft.steps, [name]: step } }, edge, name);
};

export const setStep = (draft: FlowDefinition, name: string, step: FlowStep): FlowDefinition => ({
  ...draft,
  steps: { ...draft.steps, [name]: step },
});

/** Takes a step out; whatever led to it leads to where its first way led. One that leads nowhere else stays. */
export const removeStep = (draft: FlowDefinition, name: string): FlowDefinition => {
  const step = draft.steps[name];
  const onward = step && waysOf(step).find(({ to }) => to !== name)?.to;
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
