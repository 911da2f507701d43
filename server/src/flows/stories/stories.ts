import { PluginError, type EventFact, type FlowSteps } from '../../../../plugin/src';
import type { Transact, Tx } from '../../ports';
import type { FlowStore } from '../flow-store';
import type { Checking } from '../publishing/checking';
import type { Catalogue } from '../catalogue';
import { nameProducts, type ProductNames } from './name-products';
import { runStory, type Moment } from './run-story';
import type { RunStore, RunStory } from '../turn/run-store';
import { tellFlow } from './told-flow';

export interface ToldRun extends RunStory {
  /** The flow's name. */
  readonly flow: string;
  readonly story: readonly Moment[];
}

interface Needs {
  readonly store: Pick<FlowStore, 'get'>;
  readonly runs: Pick<RunStore, 'trace'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
  readonly names: Checking['names'];
  readonly productNames: ProductNames;
  /** Whether a property of an event may be told to nobody. */
  readonly hidden: () => Promise<(path: string) => boolean>;
  readonly transact: Transact;
}

const CLICKED = 'Email Clicked';

/** One person's way through a flow, told. */
export const createStories =
  ({ store, runs, catalogue, steps, history, names, productNames, hidden, transact }: Needs) =>
  async (flowId: string, runId: string): Promise<ToldRun> => {
    const flow = await store.get(null, flowId);
    const trace = flow && (await runs.trace(flowId, runId));
    if (!trace) throw new PluginError('not-found', 'There is no such run of this flow.');
    const { definition } = await catalogue.version(null, flowId, trace.run.version);
    const happened = await transact((tx) => history(tx, trace.run.profileId, [CLICKED]));
    const told = tellFlow(definition, steps, { hidden: await hidden(), names: await names([definition]) });
    const story = runStory(trace, told, happened[CLICKED] ?? []);
    return { ...trace.run, flow: flow.name, story: await nameProducts(story, productNames) };
  };
