import {
  compareLines,
  describeFlow,
  PluginError,
  type ComparedLine,
  type FlowDefinition,
  type FlowNames,
  type FlowSteps,
  type FlowStory,
} from '../../../../plugin/src';
import type { FlowStore, PublishedVersion } from '../flow-store';
import type { Flows } from '../flows';
import type { RunStore } from '../turn/run-store';
import type { WholeFlow } from './shown-flow';

export interface ListedVersion extends PublishedVersion {
  /** Whether new runs begin with it. */
  readonly current: boolean;
  /** People under way in it. */
  readonly running: number;
}

export interface WholeVersion extends ListedVersion {
  readonly definition: FlowDefinition;
  readonly story: FlowStory;
}

export interface Versions {
  list(flowId: string): Promise<readonly ListedVersion[]>;
  get(flowId: string, version: number): Promise<WholeVersion>;
  /** Without `to`: with the draft. */
  compare(flowId: string, from: number, to?: number): Promise<readonly ComparedLine[]>;
  /** The version becomes the draft; what is live stays until it is published. */
  rollBack(flowId: string, version: number): Promise<WholeFlow>;
}

interface Needs {
  readonly store: Pick<FlowStore, 'get' | 'versions' | 'version'>;
  readonly runs: Pick<RunStore, 'runningIn'>;
  readonly flows: Pick<Flows, 'update' | 'names'>;
  readonly steps: FlowSteps;
}

const WORDS = { once: 'never', 'after-end': 'when the last time has ended', always: 'at any time' } as const;

/** The whole flow as lines, so that two can be laid side by side. */
const linesOf = (definition: FlowDefinition, steps: FlowSteps, names: FlowNames): readonly string[] => [
  ...describeFlow(definition, steps, { names }).lines.map(
    ({ text, depth }) => `${'  '.repeat(depth)}${text}`,
  ),
  `Somebody may come again: ${WORDS[definition.reentry ?? 'after-end']}`,
  ...(definition.restartOn ?? []).map((event) => `Begins to wait anew on “${event}”`),
];

export const createVersions = ({ store, runs, flows, steps }: Needs): Versions => {
  const found = async (flowId: string) => {
    const flow = await store.get(null, flowId);
    if (!flow) throw new PluginError('not-found', 'There is no such flow.');
    return flow;
  };
  const definitionOf = async (flowId: string, version: number): Promise<FlowDefinition> => {
    const definition = await store.version(null, flowId, version);
    if (!definition) throw new PluginError('not-found', `There is no version ${version} of this flow.`);
    return definition;
  };

  const list: Versions['list'] = async (flowId) => {
    const flow = await found(flowId);
    const running = await runs.runningIn(flowId);
    return (await store.versions(flowId)).map((each) => ({
      ...each,
      current: each.version === flow.version,
      running: running.get(each.version) ?? 0,
    }));
  };

  return {
    list,
    async get(flowId, version) {
      const listed = (await list(flowId)).find((each) => each.version === version);
      const definition = await definitionOf(flowId, version);
      if (!listed) throw new PluginError('not-found', `There is no version ${version} of this flow.`);
      return {
        ...listed,
        definition,
        story: describeFlow(definition, steps, { names: await flows.names([definition]) }),
      };
    },
    async compare(flowId, from, to) {
      const { draft } = await found(flowId);
      const after = to === undefined ? draft : await definitionOf(flowId, to);
      const before = await definitionOf(flowId, from);
      const names = await flows.names([before, after]);
      return compareLines(linesOf(before, steps, names), linesOf(after, steps, names));
    },
    async rollBack(flowId, version) {
      await found(flowId);
      return flows.update(flowId, { draft: await definitionOf(flowId, version) });
    },
  };
};
