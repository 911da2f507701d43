import {
  flowFigures,
  flowReferences,
  namingStep,
  type FlowDefinition,
  type FlowSteps,
  type PopulationFigure,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { Catalogue } from '../catalogue';
import { MOST_FLOWS, type FlowStore, type StoredFlow } from '../flow-store';
import type { RunStore } from '../turn/run-store';

export interface UsingFlow {
  readonly id: string;
  readonly name: string;
  /** The first step of the draft that names it, where one does. */
  readonly step?: string;
}

export interface Naming {
  /** Flows whose draft or published version names this template, segment, connection or saved group, or a version that somebody is still in. */
  using(
    what: 'templates' | 'segments' | 'connections' | 'groups',
    key: string,
  ): Promise<readonly UsingFlow[]>;
  /** By segment key, in how many flows it is named. */
  countUsing(): Promise<ReadonlyMap<string, number>>;
  /** Keys of the segments that flows name which run. */
  segmentsInUse(): Promise<ReadonlySet<string>>;
  /** Figures whose spread among all people drafts, published flows and versions under way ask for. */
  figures(): Promise<ReadonlyMap<string, PopulationFigure>>;
  /** Whether a published flow, or a version that somebody is still under way in, names this segment. */
  hears(segment: string): Promise<boolean>;
}

interface Needs {
  readonly store: Pick<FlowStore, 'page'>;
  readonly runs: Pick<RunStore, 'versionsUnderWay'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
  readonly published: (flow: StoredFlow) => Promise<FlowDefinition | null>;
  readonly now: Clock;
}

type Versions = Awaited<ReturnType<RunStore['versionsUnderWay']>>;

const UNDER_WAY_MS = 60_000;

/** What flows name: templates, segments, connections, and figures of the whole population. */
export const createNaming = ({ store, runs, catalogue, steps, published, now }: Needs): Naming => {
  const definitionOf = async ({ flowId, version }: Versions[number]): Promise<FlowDefinition> =>
    (await catalogue.version(null, flowId, version)).definition;

  /** What each flow that may still run names. */
  const namings = async (people: Versions) => {
    const { rows } = await store.page(1, MOST_FLOWS);
    const open = rows.filter(({ status }) => status !== 'stopped');
    return Promise.all(
      open.map(async (flow) => {
        const older = people.filter(({ flowId, version }) => flowId === flow.id && version !== flow.version);
        const versions = await Promise.all(older.map(definitionOf));
        const definitions = [flow.draft, await published(flow), ...versions].filter((each) => each !== null);
        return {
          id: flow.id,
          name: flow.name,
          draft: flow.draft,
          references: definitions.map((each) => flowReferences(each, steps)),
        };
      }),
    );
  };

  const publishedOf = (rows: readonly StoredFlow[]) =>
    rows.flatMap(({ id, version, status }) =>
      status === 'stopped' || version === null ? [] : [{ flowId: id, version }],
    );

  /** Which versions people are in, a minute old at most: it takes a walk over all who are. */
  let counted: { readonly at: number; readonly versions: Versions } | undefined;
  const underWay = async (): Promise<Versions> => {
    if (!counted || now() - counted.at >= UNDER_WAY_MS) {
      counted = { at: now(), versions: await runs.versionsUnderWay() };
    }
    return counted.versions;
  };
  const using: Naming['using'] = async (what, key) =>
    (await namings(await runs.versionsUnderWay()))
      .filter(({ references }) => references.some((each) => each[what].has(key)))
      .map(({ id, name, draft }) => {
        const step = namingStep(draft, steps, (each) => each[what].has(key));
        return { id, name, ...(step !== undefined && { step }) };
      });

  return {
    using,
    async countUsing() {
      const counts = new Map<string, number>();
      for (const { references } of await namings(await underWay())) {
        const keys = new Set(references.flatMap(({ segments }) => [...segments]));
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
    async segmentsInUse() {
      const { rows } = await store.page(1, MOST_FLOWS);
      const running = await Promise.all(
        rows.filter(({ status }) => status === 'live' || status === 'draining').map(published),
      );
      return new Set(
        running.flatMap((each) => (each === null ? [] : [...flowReferences(each, steps).segments])),
      );
    },
    async figures() {
      const { rows } = await store.page(1, MOST_FLOWS);
      const drafts = rows.filter(({ status }) => status !== 'stopped').map(({ draft }) => draft);
      const versions = await Promise.all([...publishedOf(rows), ...(await underWay())].map(definitionOf));
      return new Map([...drafts, ...versions].flatMap((each) => [...flowFigures(each, steps)]));
    },
    async hears(segment) {
      const open = publishedOf((await store.page(1, MOST_FLOWS)).rows);
      for (const each of [...open, ...(await runs.versionsUnderWay())]) {
        if (flowReferences(await definitionOf(each), steps).segments.has(segment)) return true;
      }
      return false;
    },
  };
};
