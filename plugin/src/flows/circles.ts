import type { FlowDefinition } from './flow';
import type { FlowStepBehaviour } from './step';
import type { FlowSteps } from './steps/definitions';

/** A step together with what its kind does. */
export interface PlacedStep {
  readonly name: string;
  readonly behaviour: FlowStepBehaviour;
  readonly options: never;
}

export const placedSteps = (definition: FlowDefinition, steps: FlowSteps): readonly PlacedStep[] =>
  Object.entries(definition.steps).flatMap(([name, step]) =>
    steps.has(step.kind) ? [{ name, behaviour: steps.get(step.kind).behaviour, options: step as never }] : [],
  );

type Ways = ReadonlyMap<string, readonly string[]>;

/** Where each step that nobody waits in leads to. */
const restlessWays = (definition: FlowDefinition, steps: FlowSteps): Ways =>
  new Map(
    placedSteps(definition, steps)
      .filter(({ behaviour }) => !behaviour.waits)
      .map(({ name, behaviour, options }) => [name, behaviour.ways(options).map(({ to }) => to)]),
  );

/** All that is come to from these without a wait, themselves among them. */
const reachedFrom = (first: readonly string[], ways: Ways): ReadonlySet<string> => {
  const seen = new Set<string>();
  const open = [...first];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(ways.get(name) ?? []));
  }
  return seen;
};

/** Steps that come round to themselves without a wait: they would be run through for ever. */
export const restlessCircles = (definition: FlowDefinition, steps: FlowSteps): readonly string[] => {
  const ways = restlessWays(definition, steps);
  return [...ways.keys()].filter((name) => reachedFrom(ways.get(name) ?? [], ways).has(name));
};

/** The flows that this one starts before anybody has waited in it, and the steps that do. */
export const restlessStarts = (
  definition: FlowDefinition,
  steps: FlowSteps,
): readonly { readonly step: string; readonly flow: string }[] => {
  const reached = reachedFrom([definition.start], restlessWays(definition, steps));
  return placedSteps(definition, steps)
    .filter(({ name }) => reached.has(name))
    .flatMap(({ name, behaviour, options }) =>
      (behaviour.refers?.(options).flows ?? []).map((flow) => ({ step: name, flow })),
    );
};
