import {
  describeFlow,
  flowDefinitionSchema,
  flowProblems,
  flowReferences,
  PluginError,
  restlessStarts,
  type FlowDefinition,
  type FlowNames,
  type FlowProblem,
  type FlowReferences,
  type FlowStory,
  type FlowSteps,
  type Surroundings,
} from '../../../../plugin/src';
import { MOST_FLOWS, type FlowStore, type StoredFlow } from '../flow-store';

export interface Checking {
  /** The draft with its defaults. Throws `invalid`, with a path for each fault. */
  checked(draft: FlowDefinition): FlowDefinition;
  /** What the things are called that these flows name by key. */
  names(definitions: readonly FlowDefinition[]): Promise<FlowNames>;
  /** What stands against publishing; `self` is the flow's own key, once it has one. */
  problems(definition: FlowDefinition, self?: string): Promise<readonly FlowProblem[]>;
  /** A draft told, with what stands against publishing it; faults of its options are problems too. */
  check(draft: FlowDefinition): Promise<{
    readonly story: FlowStory;
    readonly problems: readonly FlowProblem[];
  }>;
}

interface Needs {
  readonly store: Pick<FlowStore, 'page'>;
  readonly steps: FlowSteps;
  readonly published: (flow: StoredFlow) => Promise<FlowDefinition | null>;
  /** Which of these exist. */
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
}

/** Whether a flow may be saved, and whether it may go live. */
export const createChecking = ({ store, steps, published, surroundings }: Needs): Checking => {
  const schema = flowDefinitionSchema(steps);

  const checked = (draft: FlowDefinition): FlowDefinition => {
    const parsed = schema.safeParse(draft);
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const words = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new PluginError('invalid', `The flow cannot be saved like this. ${words}`, { errors });
  };

  const around = async (definition: FlowDefinition, self?: string): Promise<Surroundings> => {
    const named = flowReferences(definition, steps);
    const known = await surroundings(named);
    if (named.flows.size === 0) return { ...known, self };
    const names = { ...known.names, flows: await flowNames() };
    return { ...known, self, names, flows: await liveFlows() };
  };

  const flowNames = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await store.page(1, MOST_FLOWS)).rows.map(({ key, name }) => [key, name]));

  const names: Checking['names'] = async (definitions) => {
    const each = definitions.map((definition) => flowReferences(definition, steps));
    const all = <What extends keyof FlowReferences>(what: What) =>
      new Set(each.flatMap((references) => [...references[what]]));
    const [flows, templates] = [all('flows'), all('templates')];
    const known = await surroundings({
      ...{ flows, templates, segments: all('segments') },
      ...{ groups: new Set<string>(), connections: new Set<string>() },
    });
    return { ...known.names, ...(flows.size > 0 && { flows: await flowNames() }) };
  };

  /** Live flows by key, each with those that it starts without a wait. */
  const liveFlows = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { rows } = await store.page(1, MOST_FLOWS);
    const live = rows.filter(({ status }) => status === 'live');
    const starts = await Promise.all(
      live.map(async (flow) => restlessStarts((await published(flow)) ?? flow.draft, steps)),
    );
    return new Map(live.map(({ key }, at) => [key, (starts[at] ?? []).map(({ flow }) => flow)]));
  };

  const problems: Checking['problems'] = async (definition, self) =>
    flowProblems(definition, steps, await around(definition, self));

  /** Options that the kind of a step does not take, as problems of that step: each is shown where it is. */
  const faultsOf = (draft: FlowDefinition): readonly FlowProblem[] =>
    (schema.safeParse(draft).error?.issues ?? []).map(({ path, message }) => ({
      path: path.join('.'),
      step: path[0] === 'steps' && path[1] !== undefined ? String(path[1]) : null,
      message,
    }));

  /** Steps that are not filled in name nothing yet. */
  const namesOfFinished = (draft: FlowDefinition, unfinished: ReadonlySet<string>): Promise<FlowNames> => {
    const finished = Object.entries(draft.steps).filter(([name]) => !unfinished.has(name));
    return names([{ ...draft, steps: Object.fromEntries(finished) }]);
  };

  const check: Checking['check'] = async (draft) => {
    const faults = faultsOf(draft);
    if (faults.length === 0) {
      return {
        story: describeFlow(draft, steps, { names: await names([draft]) }),
        problems: await problems(draft),
      };
    }
    const unfinished = new Set(faults.flatMap(({ step }) => step ?? []));
    return {
      story: describeFlow(draft, steps, { unfinished, names: await namesOfFinished(draft, unfinished) }),
      problems: faults,
    };
  };

  return { checked, problems, check, names };
};
