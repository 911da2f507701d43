import type { Condition, Conditions } from '../conditions';
import { isPluginError } from '../errors';
import { isEventMatch, type Exit, type FlowDefinition } from './flow';
import type { FlowStepBehaviour, References } from './step';
import type { FlowSteps } from './steps/definitions';

/** What exists outside the flow, by key. */
export interface Surroundings {
  readonly templates: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  /** Segments that a request has a say in: nobody enters or leaves them, so no flow can start from one. */
  readonly requestSegments?: ReadonlySet<string>;
}

/** Something that publishing refuses: where, and what is wrong, in words. */
export interface FlowProblem {
  readonly path: string;
  /** The step it is marked on; null for the flow as a whole. */
  readonly step: string | null;
  readonly message: string;
}

interface Placed {
  readonly name: string;
  readonly behaviour: FlowStepBehaviour;
  readonly options: never;
}

const placedSteps = (definition: FlowDefinition, steps: FlowSteps): readonly Placed[] =>
  Object.entries(definition.steps).flatMap(([name, step]) =>
    steps.has(step.kind) ? [{ name, behaviour: steps.get(step.kind).behaviour, options: step as never }] : [],
  );

/** Everything that dangles, that nobody reaches, or that would turn in a circle without ever waiting. */
export const flowProblems = (
  definition: FlowDefinition,
  steps: FlowSteps,
  around: Surroundings,
): readonly FlowProblem[] => {
  const placed = placedSteps(definition, steps);
  return [
    ...unknownKinds(definition, steps),
    ...frameProblems(definition, around),
    ...placed.flatMap((step) => danglingWays(step, definition)),
    ...placed.flatMap((step) => danglingReferences(step, definition, around, steps.conditions)),
    ...unreachable(definition, placed),
    ...restlessCircles(placed),
  ];
};

const problem = (path: string, message: string, step: string | null = null): FlowProblem => ({
  path,
  step,
  message,
});

const missing = (what: string, key: string): string => `There is no ${what} "${key}".`;

const unknownKinds = (definition: FlowDefinition, steps: FlowSteps): readonly FlowProblem[] =>
  Object.entries(definition.steps)
    .filter(([, { kind }]) => !steps.has(kind))
    .map(([name, { kind }]) => problem(`steps.${name}.kind`, missing('step of the kind', kind), name));

const frameProblems = (definition: FlowDefinition, around: Surroundings): readonly FlowProblem[] => {
  const { trigger, exits = [], goal, start } = definition;
  const found: FlowProblem[] = [];
  if (!(start in definition.steps)) found.push(problem('start', missing('step', start)));
  if (!isEventMatch(trigger)) {
    if (!around.segments.has(trigger.segment)) {
      found.push(problem('trigger.segment', missing('segment', trigger.segment)));
    } else if (around.requestSegments?.has(trigger.segment)) {
      found.push(
        problem(
          'trigger.segment',
          `Nobody enters the segment "${trigger.segment}": it depends on what a visitor's request says.`,
        ),
      );
    }
  }
  const keyed = isEventMatch(trigger) && 'key' in trigger && trigger.key !== undefined;
  const named: readonly (readonly [string, Exit])[] = [
    ...exits.map((exit, index) => [`exits.${index}`, exit] as const),
    ...(goal ? [['goal', goal] as const] : []),
  ];
  for (const [path, exit] of named) {
    if (!isEventMatch(exit)) {
      if (!around.segments.has(exit.segment)) {
        found.push(problem(`${path}.segment`, missing('segment', exit.segment)));
      }
    } else if ('sameKey' in exit && exit.sameKey && !keyed) {
      found.push(problem(`${path}.sameKey`, 'The trigger names no key that the event could share.'));
    }
  }
  return found;
};

const danglingWays = ({ name, behaviour, options }: Placed, { steps }: FlowDefinition) =>
  behaviour
    .ways(options)
    .filter(({ to }) => !(to in steps))
    .map(({ label, to }) =>
      problem(`steps.${name}`, `${missing('step', to)} It is the way "${label}".`, name),
    );

const danglingReferences = (
  { name, behaviour, options }: Placed,
  definition: FlowDefinition,
  around: Surroundings,
  language: Conditions,
): readonly FlowProblem[] => {
  const { templates = [], steps = [], conditions = [] }: References = behaviour.refers?.(options) ?? {};
  const at = (message: string) => problem(`steps.${name}`, message, name);
  return [
    ...templates
      .filter((key) => !around.templates.has(key))
      .map((key) => at(missing('e-mail template', key))),
    ...steps.filter((step) => !(step in definition.steps)).map((step) => at(missing('step', step))),
    ...conditions.flatMap((condition) => conditionProblems(condition, around, language)).map(at),
  ];
};

const conditionProblems = (
  condition: Condition,
  around: Surroundings,
  language: Conditions,
): readonly string[] => {
  try {
    const { segments, context } = language.needs(condition);
    return [
      ...[...segments].filter((key) => !around.segments.has(key)).map((key) => missing('segment', key)),
      ...(context ? ['A flow has no visitor before it: what a request says cannot be asked here.'] : []),
    ];
  } catch (error) {
    // The extension that brought its kind is gone.
    if (isPluginError(error)) return [error.message];
    throw error;
  }
};

const unreachable = (definition: FlowDefinition, placed: readonly Placed[]): readonly FlowProblem[] => {
  const waysOf = new Map(placed.map(({ name, behaviour, options }) => [name, behaviour.ways(options)]));
  const reached = new Set<string>();
  const open = [definition.start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(waysOf.get(name) ?? []).map(({ to }) => to));
  }
  return placed
    .filter(({ name }) => !reached.has(name))
    .map(({ name }) => problem(`steps.${name}`, 'No way leads to this step.', name));
};

/** A circle is refused unless somebody waits in it: it would be run through for ever. */
const restlessCircles = (placed: readonly Placed[]): readonly FlowProblem[] => {
  const restless = new Map(
    placed
      .filter(({ behaviour }) => !behaviour.waits)
      .map(({ name, behaviour, options }) => [name, behaviour.ways(options).map(({ to }) => to)]),
  );
  const comesBack = (name: string): boolean => {
    const seen = new Set<string>();
    const open = [...(restless.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(restless.get(next) ?? []));
    }
    return false;
  };
  return [...restless.keys()]
    .filter(comesBack)
    .map((name) => problem(`steps.${name}`, 'This step comes round to itself without a wait.', name));
};
