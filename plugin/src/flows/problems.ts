import type { Condition, Conditions } from '../conditions';
import { isPluginError } from '../errors';
import { isOurs } from '../our-events';
import { isEventMatch, type Exit, type FlowDefinition } from './flow';
import { placedSteps, restlessCircles, restlessStarts, type PlacedStep } from './circles';
import type { References } from './step';
import type { FlowSteps } from './steps/definitions';
import { triggerOf } from './triggers/behaviours';

/** What exists outside the flow, by key. */
export interface Surroundings {
  readonly templates: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  /** Segments that a request has a say in: nobody enters or leaves them, and nobody is in one between two visits. */
  readonly requestSegments?: ReadonlySet<string>;
  /** Static segments: those that a flow can put people into. */
  readonly lists?: ReadonlySet<string>;
  /** Live flows, each with those that it starts without a wait. */
  readonly flows?: ReadonlyMap<string, readonly string[]>;
  /** Connections to CRMs, by id. */
  readonly connections?: ReadonlySet<string>;
  /** Saved groups, by key. */
  readonly groups?: ReadonlySet<string>;
  /** This flow's own key. */
  readonly self?: string;
}

/** Something that publishing refuses: where, and what is wrong, in words. */
export interface FlowProblem {
  readonly path: string;
  /** The step it is marked on; null for the flow as a whole. */
  readonly step: string | null;
  readonly message: string;
}

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
    ...circleProblems(definition, steps),
    ...startedCircles(definition, steps, around),
  ];
};

const problem = (path: string, message: string, step: string | null = null): FlowProblem => ({
  path,
  step,
  message,
});

const ofVisits = (key: string): string =>
  `The segment "${key}" is judged at each visit, by what the request says; a flow cannot ask for it.`;

const missing = (what: string, key: string): string => `There is no ${what} "${key}".`;

const unknownKinds = (definition: FlowDefinition, steps: FlowSteps): readonly FlowProblem[] =>
  Object.entries(definition.steps)
    .filter(([, { kind }]) => !steps.has(kind))
    .map(([name, { kind }]) => problem(`steps.${name}.kind`, missing('step of the kind', kind), name));

const frameProblems = (definition: FlowDefinition, around: Surroundings): readonly FlowProblem[] => {
  const { trigger, exits = [], goal, start } = definition;
  const found: FlowProblem[] = [];
  if (!(start in definition.steps)) found.push(problem('start', missing('step', start)));
  const behaviour = triggerOf(definition);
  const segments = behaviour.segments?.(trigger as never) ?? { named: [], enters: [] };
  for (const segment of segments.named) {
    if (!around.segments.has(segment)) {
      found.push(problem('trigger.segment', missing('segment', segment)));
    } else if (segments.enters.includes(segment) && around.requestSegments?.has(segment)) {
      found.push(problem('trigger.segment', ofVisits(segment)));
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
        found.push(problem(`${path}.segment`, ofVisits(exit.segment)));
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
    .map(({ label, to }) =>
      problem(`steps.${name}`, `${missing('step', to)} It is the way "${label}".`, name),
    );

/** A ready flow cannot know the address; this name never leads anywhere (RFC 6761). */
const isNobodys = (url: string): boolean => /^https?:\/\/[^/?#]*\.invalid(:|\/|\?|#|$)/i.test(url);

const danglingReferences = (
  { name, behaviour, options }: PlacedStep,
  definition: FlowDefinition,
  around: Surroundings,
  language: Conditions,
): readonly FlowProblem[] => {
  const refers: References = behaviour.refers?.(options) ?? {};
  const {
    templates = [],
    steps = [],
    mails = [],
    conditions = [],
    lists = [],
    flows = [],
    connections = [],
  } = refers;
  const { addresses = [] } = refers;
  const at = (message: string) => problem(`steps.${name}`, message, name);
  return [
    ...templates
      .filter((key) => !around.templates.has(key))
      .map((key) => at(missing('e-mail template', key))),
    ...lists.filter((key) => !around.lists?.has(key)).map((key) => at(missing('static segment', key))),
    ...flows
      .filter((key) => key !== around.self && !around.flows?.has(key))
      .map((key) => at(missing('live flow', key))),
    ...connections
      .filter((id) => !around.connections?.has(id))
      .map((id) => at(missing('connection to a CRM', id))),
    ...addresses.filter(isNobodys).map(() => at('Put in the address of a server: this one stands for it.')),
    ...[...steps, ...mails]
      .filter((step) => !(step in definition.steps))
      .map((step) => at(missing('step', step))),
    ...mails
      .filter((step) => step in definition.steps && definition.steps[step]?.kind !== 'send-email')
      .map((step) => at(`The step “${step}” sends no e-mail.`)),
    ...conditions.flatMap((condition) => conditionProblems(condition, around, language)).map(at),
  ];
};

const conditionProblems = (
  condition: Condition,
  around: Surroundings,
  language: Conditions,
): readonly string[] => {
  try {
    const { segments, groups, context } = language.needs(condition);
    return [
      ...[...segments].filter((key) => !around.segments.has(key)).map((key) => missing('segment', key)),
      ...[...groups].filter((key) => !around.groups?.has(key)).map((key) => missing('saved group', key)),
      ...[...segments].filter((key) => around.requestSegments?.has(key)).map(ofVisits),
      ...(context ? ['A flow has no visitor before it: what a request says cannot be asked here.'] : []),
    ];
  } catch (error) {
    // The extension that brought its kind is gone.
    if (isPluginError(error)) return [error.message];
    throw error;
  }
};

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
  { self, flows = new Map() }: Surroundings,
): readonly FlowProblem[] => {
  if (self === undefined) return [];
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
        `The flow "${flow}" comes round to this one without a wait. Put a wait before this step, or start another flow.`,
        step,
      ),
    );
};
