import type { FlowDefinition } from './flow';
import type { FlowStepBehaviour, WayOn } from './step';
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

const isAlwaysAtOnce = ({ atOnce }: WayOn): boolean => atOnce === 'always';

type Ways = ReadonlyMap<string, readonly string[]>;

/** Where each step leads to by ways on which nobody need wait. */
const restlessWays = (
  definition: FlowDefinition,
  steps: FlowSteps,
  isAtOnce: (way: WayOn) => boolean,
): Ways =>
  new Map(
    placedSteps(definition, steps).map(({ name, behaviour, options }) => [
      name,
      behaviour
        .ways(options)
        .filter((way) => !behaviour.waits || isAtOnce(way))
        .map(({ to }) => to),
    ]),
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

/** Whether anybody who goes on at a step may come to one of these before they wait. */
export const comesTo = (
  definition: FlowDefinition,
  steps: FlowSteps,
  first: string,
  names: readonly string[],
): boolean => {
  const reached = reachedFrom([first], restlessWays(definition, steps, isAlwaysAtOnce));
  return names.some((name) => reached.has(name));
};

/** Steps that come round to themselves without a wait: they would be run through for ever. */
export const restlessCircles = (definition: FlowDefinition, steps: FlowSteps): readonly string[] => {
  const ways = restlessWays(definition, steps, isAlwaysAtOnce);
  return [...ways.keys()].filter((name) => reachedFrom(ways.get(name) ?? [], ways).has(name));
};

/** The flows that this one starts before anybody has waited in it, and the steps that do. */
export const restlessStarts = (
  definition: FlowDefinition,
  steps: FlowSteps,
): readonly { readonly step: string; readonly flow: string }[] => {
  const ways = restlessWays(definition, steps, ({ atOnce }) => atOnce !== undefined);
  const reached = reachedFrom([definition.start], ways);
  return placedSteps(definition, steps)
    .filter(({ name }) => reached.has(name))
    .flatMap(({ name, behaviour, options }) =>
      (behaviour.refers?.(options).flows ?? []).map((flow) => ({ step: name, flow })),
    );
};
