import { isOurs } from '../our-events';
import { calledIn } from './called';
import { isEventMatch, type Exit, type FlowDefinition } from './flow';
import { placedSteps, restlessCircles, restlessStarts, type PlacedStep } from './circles';
import { missing, ofVisits, problem, type FlowProblem } from './problem';
import { referenceProblems } from './reference-problems';
import type { FlowSteps } from './steps/definitions';
import type { Surroundings } from './surroundings';
import { triggerOf } from './triggers/behaviours';

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
    ...placed.flatMap((step) => referenceProblems(step, definition, around, steps)),
    ...unreachable(definition, placed),
    ...circleProblems(definition, steps),
    ...startedCircles(definition, steps, around),
  ];
};

const unknownKinds = (definition: FlowDefinition, steps: FlowSteps): readonly FlowProblem[] =>
  Object.entries(definition.steps)
    .filter(([, { kind }]) => !steps.has(kind))
    .map(([name, { kind }]) => problem(`steps.${name}.kind`, missing('step of the kind', kind), name));

const frameProblems = (definition: FlowDefinition, around: Surroundings): readonly FlowProblem[] => {
  const { trigger, exits = [], goal, start } = definition;
  const found: FlowProblem[] = [];
  const called = calledIn(definition, around.names);
  if (!(start in definition.steps)) found.push(problem('start', missing('step', start)));
  const behaviour = triggerOf(definition);
  const segments = behaviour.segments?.(trigger as never) ?? { named: [], enters: [] };
  for (const segment of segments.named) {
    if (!around.segments.has(segment)) {
      found.push(problem('trigger.segment', missing('segment', segment)));
    } else if (segments.enters.includes(segment) && around.requestSegments?.has(segment)) {
      found.push(problem('trigger.segment', ofVisits(called, segment)));
    }
  }
  const mails = Object.values(definition.steps).some(({ kind }) => kind === 'send-email');
  const keyed = behaviour.keyPath?.(trigger as never) !== undefined;
  const named: readonly (readonly [string, Exit])[] = [
    ...exits.map((exit, index) => [`exits.${index}`, exit] as const),
    ...(goal ? [['goal', goal] as const] : []),
  ];
  for (const [path, exit] of named) {
    if (!isEventMatch(exit)) {
      if (!around.segments.has(exit.segment)) {
        found.push(problem(`${path}.segment`, missing('segment', exit.segment)));
      } else if (around.requestSegments?.has(exit.segment)) {
        found.push(problem(`${path}.segment`, ofVisits(called, exit.segment)));
      }
    } else if ('sameKey' in exit && exit.sameKey && !keyed) {
      found.push(problem(`${path}.sameKey`, 'The trigger names no key that the event could share.'));
    }
  }
  if (mails && trigger.kind === 'event' && isOurs(trigger.name) && definition.reentry !== 'once') {
    found.push(
      problem(
        'trigger.name',
        `Each mail of this flow is an “${trigger.name}” and would start it again. Let people come in once, or begin with something that they do.`,
      ),
    );
  }
  if (definition.reentry === 'once' && definition.reentryAfter !== undefined) {
    found.push(problem('reentryAfter', 'Who never comes in again need not wait for it.'));
  }
  if (definition.goal?.caused !== undefined && definition.goal.caused !== 'entered' && !mails) {
    found.push(problem('goal.caused', 'The flow sends no mail that could have caused it.'));
  }
  return found;
};

const danglingWays = ({ name, behaviour, options }: PlacedStep, { steps }: FlowDefinition) =>
  behaviour
    .ways(options)
    .filter(({ to }) => !(to in steps))
    .map(({ label, sentence = label, to }) =>
      problem(`steps.${name}`, `${missing('step', to)} It is the way “${sentence}”.`, name),
    );

const unreachable = (definition: FlowDefinition, placed: readonly PlacedStep[]): readonly FlowProblem[] => {
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

const circleProblems = (definition: FlowDefinition, steps: FlowSteps): readonly FlowProblem[] => {
  const restless = restlessCircles(definition, steps);
  return placedSteps(definition, steps)
    .filter(({ name }) => restless.includes(name))
    .map(({ name, behaviour }) => {
      const how = behaviour.waits ? 'by a way on which nobody may have to wait' : 'without a wait';
      return problem(
        `steps.${name}`,
        `This step comes round to itself ${how}. Put a wait on the way round, or let it lead on.`,
        name,
      );
    });
};

/** Flows that start each other without a wait would go round for ever. */
const startedCircles = (
  definition: FlowDefinition,
  steps: FlowSteps,
  { self, flows = new Map(), names }: Surroundings,
): readonly FlowProblem[] => {
  if (self === undefined) return [];
  const called = calledIn(definition, names);
  const comesBack = (first: string): boolean => {
    const seen = new Set<string>();
    const open = [first];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (key === self) return true;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(...(flows.get(key) ?? []));
    }
    return false;
  };
  return restlessStarts(definition, steps)
    .filter(({ flow }) => comesBack(flow))
    .map(({ step, flow }) =>
      problem(
        `steps.${step}`,
        `The flow “${called.flow(flow)}” comes round to this one without a wait. Put a wait before this step, or start another flow.`,
        step,
      ),
    );
};
