import {
  describeFlow,
  flowDefinitionSchema,
  flowFigures,
  flowProblems,
  flowReferences,
  hasForesight,
  nextCronTimes,
  renameSegmentIn,
  restlessStarts,
  PluginError,
  type FlowDefinition,
  type FlowProblem,
  type FlowReferences,
  type FlowSteps,
  type FlowStory,
  type PopulationFigure,
  type Surroundings,
} from '../../../plugin/src';
import type { Clock, NewId, Transact, Tx } from '../ports';
import type { Catalogue } from './catalogue';
import type { FlowStatus, FlowStore, StoredFlow } from './flow-store';
import type { OutboxStore } from './outbox-store';
import type { RunCounts, RunFilter, RunStore } from './run-store';
import { HELD_BY_PAUSE } from './still-wanted';
import type { ListedFlow, NewFlow, WholeFlow } from './shown-flow';
import type { FlowTemplate } from './templates';

export interface Flows {
  list(
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly ListedFlow[]; readonly total: number }>;
  get(id: string): Promise<WholeFlow>;
  create(flow: NewFlow): Promise<WholeFlow>;
  createFrom(template: string, named: Partial<Pick<NewFlow, 'key' | 'name'>>): Promise<WholeFlow>;
  update(id: string, changes: Partial<Pick<NewFlow, 'name' | 'draft'>>): Promise<WholeFlow>;
  remove(id: string): Promise<void>;
  publish(id: string): Promise<WholeFlow>;
  pause(id: string): Promise<WholeFlow>;
  resume(id: string): Promise<WholeFlow>;
  stop(id: string): Promise<WholeFlow>;
  runs(filter: RunFilter, page: number, pageSize: number): ReturnType<RunStore['page']>;
  numbers(id: string, version?: number): ReturnType<RunStore['numbers']>;
  entered(id: string, version?: number): Promise<number>;
  /** A draft told, with what stands against publishing it; faults of its options are problems too. */
  check(draft: FlowDefinition): Promise<Pick<WholeFlow, 'story' | 'problems'>>;
  /** Flows whose draft or published version names this template or segment. */
  using(what: 'templates' | 'segments' | 'connections', key: string): Promise<readonly UsingFlow[]>;
  /** By segment key, in how many flows it is named. */
  countUsing(): Promise<ReadonlyMap<string, number>>;
  /**
   * Leads flows from one segment to another: drafts at once, and live ones published anew where the draft held nothing
   * else that is not published. Answers with the flows that name the first no more.
   */
  repoint(from: string, to: string): Promise<readonly UsingFlow[]>;
  /** Keys of the segments that flows name which run. */
  segmentsInUse(): Promise<ReadonlySet<string>>;
  /** Figures whose spread among all people drafts, published flows and versions under way ask for. */
  figures(): Promise<ReadonlyMap<string, PopulationFigure>>;
  /** Whether a published flow, or a version that somebody is still under way in, names this segment. */
  hears(segment: string): Promise<boolean>;
  readonly templates: readonly FlowTemplate[];
}

export interface UsingFlow {
  readonly id: string;
  readonly name: string;
}

interface Needs {
  readonly store: FlowStore;
  readonly runs: RunStore;
  readonly outbox: Pick<OutboxStore, 'release' | 'skipQueued'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
  readonly templates: readonly FlowTemplate[];
  /** Which of these exist. */
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  /** Everybody's turn comes, a portion at a time: what lies ahead of them must be reckoned. */
  readonly lookAhead: (tx: Tx, flowId: string, version: number, at: number) => Promise<void>;
  /** These people's turn comes at once. */
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  /** Waits, within bounds, until it is known how these are spread among all people. */
  readonly figuresReady?: (figures: ReadonlyMap<string, PopulationFigure>) => Promise<void>;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
}

type Versions = Awaited<ReturnType<RunStore['versionsUnderWay']>>;

const PORTION = 200;
const MOST_FLOWS = 1_000;
const UNDER_WAY_MS = 60_000;

const sentenceOf = ({ trigger, ends }: FlowStory): string => [trigger, ...ends].join('. ');

export const createFlows = (needs: Needs): Flows => {
  const { store, runs, outbox, catalogue, steps, templates, surroundings, transact, now, newId } = needs;
  const schema = flowDefinitionSchema(steps);

  const checked = (draft: FlowDefinition): FlowDefinition => {
    const parsed = schema.safeParse(draft);
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const words = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new PluginError('invalid', `The flow cannot be saved like this. ${words}`, { errors });
  };

  const published = async ({ id, version }: StoredFlow): Promise<FlowDefinition | null> =>
    version === null ? null : (await catalogue.version(null, id, version)).definition;

  const listed = async (flow: StoredFlow, counts: RunCounts | undefined): Promise<ListedFlow> => {
    const live = await published(flow);
    const { id, key, name, status, version, nextAt, createdAt, updatedAt } = flow;
    return {
      ...{ id, key, name, status, version, nextAt, createdAt, updatedAt },
      changed: JSON.stringify(live) !== JSON.stringify(flow.draft),
      sentence: sentenceOf(describeFlow(live ?? flow.draft, steps)),
      runs: counts ?? { running: 0, finished: 0, goal: 0, exit: 0, holdout: 0, other: 0 },
    };
  };

  const around = async (definition: FlowDefinition, self?: string): Promise<Surroundings> => {
    const named = flowReferences(definition, steps);
    const known = await surroundings(named);
    return { ...known, self, ...(named.flows.size > 0 && { flows: await liveFlows() }) };
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

  const find = async (id: string): Promise<StoredFlow> => {
    const flow = await store.get(null, id);
    if (!flow) throw new PluginError('not-found', 'There is no such flow.');
    return flow;
  };

  /** Options that the kind of a step does not take, as problems of that step: each is shown where it is. */
  const faultsOf = (draft: FlowDefinition): readonly FlowProblem[] =>
    (schema.safeParse(draft).error?.issues ?? []).map(({ path, message }) => ({
      path: path.join('.'),
      step: path[0] === 'steps' && path[1] !== undefined ? String(path[1]) : null,
      message,
    }));

  const check: Flows['check'] = async (draft) => {
    const faults = faultsOf(draft);
    if (faults.length === 0) {
      return {
        story: describeFlow(draft, steps),
        problems: flowProblems(draft, steps, await around(draft)),
      };
    }
    const faulty = new Set(faults.map(({ step }) => step));
    const sound = Object.entries(draft.steps).filter(([name]) => !faulty.has(name));
    const told = describeFlow({ ...draft, steps: Object.fromEntries(sound) }, steps);
    return { story: told, problems: faults };
  };

  const whole = async (id: string): Promise<WholeFlow> => {
    const flow = await find(id);
    const counts = await runs.counts([id]);
    return {
      ...(await listed(flow, counts.get(id))),
      draft: flow.draft,
      published: await published(flow),
      story: describeFlow(flow.draft, steps),
      problems: flowProblems(flow.draft, steps, await around(flow.draft, flow.key)),
    };
  };

  /** Under the flow's lock: what one sees there is what one changes. */
  const change = async (
    id: string,
    work: (tx: Tx, flow: StoredFlow) => Promise<void>,
  ): Promise<WholeFlow> => {
    await transact(async (tx) => {
      const flow = await store.lock(tx, id);
      if (!flow) throw new PluginError('not-found', 'There is no such flow.');
      await work(tx, flow);
    });
    return whole(id);
  };

  const from = (flow: StoredFlow, word: string, allowed: readonly FlowStatus[]): void => {
    if (allowed.includes(flow.status)) return;
    const wanted = allowed.join(' or ');
    throw new PluginError(
      'conflict',
      `A flow that is ${flow.status} cannot be ${word}: it must be ${wanted}.`,
    );
  };

  const nextStart = ({ trigger }: FlowDefinition): number | null =>
    trigger.kind === 'schedule' ? (nextCronTimes(trigger.cron, trigger.timezone, now())[0] ?? null) : null;

  const create = async ({ key, name, draft }: NewFlow): Promise<WholeFlow> => {
    const at = now();
    const fresh = { version: null, nextAt: null, createdAt: at, updatedAt: at } as const;
    const flow: StoredFlow = { id: newId(), key, name, status: 'draft', draft: checked(draft), ...fresh };
    if (!(await store.insert(flow))) {
      throw new PluginError('conflict', `There is already a flow with the key "${key}".`);
    }
    return whole(flow.id);
  };

  const wakeEverybody = async (tx: Tx, flowId: string): Promise<void> => {
    for (let after = ''; ; ) {
      const people = await runs.peopleIn(tx, flowId, after, PORTION);
      await needs.queue(tx, people, now());
      const last = people.at(-1);
      if (last === undefined || people.length < PORTION) return;
      after = last;
    }
  };

  const update: Flows['update'] = (id, { name, draft }) =>
    change(id, async (tx) => {
      const changes = { ...(name && { name }), ...(draft && { draft: checked(draft) }) };
      await store.update(tx, id, { ...changes, updatedAt: now() });
    });

  const publish: Flows['publish'] = async (id) => {
    const { draft, key } = await find(id);
    const definition = checked(draft);
    const problems = flowProblems(definition, steps, await around(definition, key));
    if (problems.length === 0) await needs.figuresReady?.(flowFigures(definition, steps));
    return change(id, async (tx, flow) => {
      if (JSON.stringify(flow.draft) !== JSON.stringify(definition)) {
        throw new PluginError('conflict', 'The draft was changed meanwhile. Look at it and publish again.');
      }
      if (problems.length > 0) {
        const words = problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
        throw new PluginError('invalid', `This flow cannot go live yet. ${words}`, { problems });
      }
      const before = flow.version === null ? undefined : await store.version(tx, id, flow.version);
      const same = JSON.stringify(before) === JSON.stringify(definition);
      const version = same && flow.version !== null ? flow.version : (flow.version ?? 0) + 1;
      if (version !== flow.version) await store.insertVersion(tx, id, version, definition, now());
      const patch = { status: 'live', version, nextAt: nextStart(definition), updatedAt: now() } as const;
      await store.update(tx, id, patch);
      await outbox.release(tx, { reason: HELD_BY_PAUSE, flowId: id });
      await wakeEverybody(tx, id);
      if (hasForesight(definition)) await needs.lookAhead(tx, id, version, now());
    });
  };

  /** What each flow that may still run names. */
  const namings = async () => {
    const { rows } = await store.page(1, MOST_FLOWS);
    const open = rows.filter(({ status }) => status !== 'stopped');
    return Promise.all(
      open.map(async (flow) => {
        const definitions = [flow.draft, await published(flow)].filter((each) => each !== null);
        return {
          id: flow.id,
          name: flow.name,
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
  const using: Flows['using'] = async (what, key) =>
    (await namings())
      .filter(({ references }) => references.some((each) => each[what].has(key)))
      .map(({ id, name }) => ({ id, name }));

  return {
    templates,
    async list(page, pageSize) {
      const { rows, total } = await store.page(page, pageSize);
      const counts = await runs.counts(rows.map(({ id }) => id));
      return { rows: await Promise.all(rows.map((flow) => listed(flow, counts.get(flow.id)))), total };
    },
    get: whole,
    create,
    async createFrom(key, named) {
      const template = templates.find((each) => each.key === key);
      if (!template) {
        const known = templates.map((each) => each.key).join(', ');
        throw new PluginError('not-found', `There is no ready flow "${key}". There are: ${known}.`);
      }
      return create({ key: named.key ?? key, name: named.name ?? template.name, draft: template.definition });
    },
    update,
    async remove(id) {
      await transact(async (tx) => {
        const flow = await store.lock(tx, id);
        if (!flow) throw new PluginError('not-found', 'There is no such flow.');
        if (flow.version !== null) {
          throw new PluginError('conflict', 'A flow that was published is kept with its numbers: stop it.');
        }
        await store.remove(tx, id);
      });
    },
    publish,
    pause: (id) =>
      change(id, async (tx, flow) => {
        from(flow, 'paused', ['live']);
        await store.update(tx, id, { status: 'paused', nextAt: null, updatedAt: now() });
      }),
    resume: (id) =>
      change(id, async (tx, flow) => {
        from(flow, 'resumed', ['paused']);
        const { definition } = await catalogue.version(tx, id, flow.version ?? 0);
        await store.update(tx, id, { status: 'live', nextAt: nextStart(definition), updatedAt: now() });
        await outbox.release(tx, { reason: HELD_BY_PAUSE, flowId: id });
        await wakeEverybody(tx, id);
        if (hasForesight(definition)) await needs.lookAhead(tx, id, flow.version ?? 0, now());
      }),
    stop: (id) =>
      change(id, async (tx, flow) => {
        from(flow, 'stopped', ['live', 'paused']);
        const { definition } = await catalogue.version(tx, id, flow.version ?? 0);
        const keepKeys = definition.reentry === 'once';
        await store.update(tx, id, { status: 'stopped', nextAt: null, updatedAt: now() });
        await runs.endAll(tx, id, { because: 'stopped', at: now(), keepKeys });
        await outbox.skipQueued(tx, id, 'the flow was stopped');
      }),
    runs: (filter, page, pageSize) => runs.page(filter, page, pageSize),
    using,
    async countUsing() {
      const counts = new Map<string, number>();
      for (const { references } of await namings()) {
        const keys = new Set(references.flatMap(({ segments }) => [...segments]));
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
    async repoint(from, to) {
      const moved: UsingFlow[] = [];
      for (const { id, name } of await using('segments', from)) {
        const { draft, status, changed } = await whole(id);
        await update(id, { draft: renameSegmentIn(draft, from, to) });
        if (status === 'live' && !changed) {
          // One that could not go live so stays as it was, for somebody to look at.
          await publish(id).catch(() => update(id, { draft }));
        }
        if (!(await using('segments', from)).some((flow) => flow.id === id)) moved.push({ id, name });
      }
      return moved;
    },
    async segmentsInUse() {
      const { rows } = await store.page(1, MOST_FLOWS);
      const running = await Promise.all(rows.filter(({ status }) => status === 'live').map(published));
      return new Set(
        running.flatMap((each) => (each === null ? [] : [...flowReferences(each, steps).segments])),
      );
    },
    async figures() {
      const { rows } = await store.page(1, MOST_FLOWS);
      const drafts = rows.filter(({ status }) => status !== 'stopped').map(({ draft }) => draft);
      const versions = await Promise.all(
        [...publishedOf(rows), ...(await underWay())].map(({ flowId, version }) =>
          catalogue.version(null, flowId, version),
        ),
      );
      const definitions = [...drafts, ...versions.map(({ definition }) => definition)];
      return new Map(definitions.flatMap((each) => [...flowFigures(each, steps)]));
    },
    async hears(segment) {
      const open = publishedOf((await store.page(1, MOST_FLOWS)).rows);
      for (const { flowId, version } of [...open, ...(await runs.versionsUnderWay())]) {
        const { definition } = await catalogue.version(null, flowId, version);
        if (flowReferences(definition, steps).segments.has(segment)) return true;
      }
      return false;
    },
    numbers: (id, version) => runs.numbers(id, version),
    entered: (id, version) => runs.entered(id, version),
    check,
  };
};
