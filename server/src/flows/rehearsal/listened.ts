import {
  flowReferences,
  isEventMatch,
  startingEvents,
  type Condition,
  type Exit,
  type FlowDefinition,
  type FlowSteps,
} from '../../../../plugin/src';

/** What a flow looks at of people: events by name (`*` is any), conditions, segments by key. */
export interface Listened {
  readonly names: ReadonlySet<string>;
  readonly conditions: readonly Condition[];
  readonly segments: ReadonlySet<string>;
}

const namesOf = (exits: readonly Exit[]): readonly string[] =>
  exits.flatMap((exit) => (isEventMatch(exit) ? [exit.name] : []));

export const listenedBy = (definition: FlowDefinition, steps: FlowSteps): Listened => {
  const { exits = [], goal, restartOn = [] } = definition;
  const known = Object.values(definition.steps).filter(({ kind }) => steps.has(kind));
  const heard = known.flatMap((step) => {
    if (!steps.get(step.kind).behaviour.hears) return [];
    // A kind that an extension brings may listen to anything.
    return [step.kind === 'wait-for-event' && typeof step.name === 'string' ? step.name : '*'];
  });
  const conditions = known.flatMap(
    (step) => steps.get(step.kind).behaviour.refers?.(step as never).conditions ?? [],
  );
  // Mails that went and links that were followed say whether the goal was the flow's doing.
  const own = goal?.caused === 'mailed' || goal?.caused === 'clicked' ? ['Email Sent', 'Email Clicked'] : [];
  return {
    names: new Set([
      ...own,
      ...startingEvents(definition),
      ...namesOf([...exits, ...(goal ? [goal] : [])]),
      ...restartOn,
      ...heard,
    ]),
    conditions,
    segments: flowReferences(definition, steps).segments,
  };
};
