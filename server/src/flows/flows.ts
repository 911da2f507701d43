import {
  describeFlow,
  flowKeyOf,
  flowReferences,
  renameSegmentIn,
  PluginError,
  type FlowDefinition,
  type FlowNames,
  type FlowReferences,
  type FlowStory,
  type Surroundings,
} from '../../../plugin/src';
import type { NewId } from '../ports';
import { createChecking, type Checking } from './publishing/checking';
import { MOST_FLOWS, type StoredFlow } from './flow-store';
import { createChange, createGoingLive, type GoingLiveNeeds } from './publishing/going-live';
import { createNaming, type Naming, type UsingFlow } from './publishing/naming';
import type { PublishChoice, PublishingFigures, ResumeChoice } from './publishing/publishing';
import type { RunCounts, RunFilter, RunStore } from './turn/run-store';
import type { ListedFlow, NewFlow, WholeFlow } from './publishing/shown-flow';
import type { FlowTemplate } from './templates';

export interface Flows extends Naming, Pick<Checking, 'check' | 'checked' | 'names'> {
  list(
    page: number,
    pageSize: number,
  ): Promise<{ readonly rows: readonly ListedFlow[]; readonly total: number }>;
  get(id: string): Promise<WholeFlow>;
  create(flow: NewFlow): Promise<WholeFlow>;
  createFrom(template: string, named: Partial<Pick<NewFlow, 'key' | 'name'>>): Promise<WholeFlow>;
  update(id: string, changes: Partial<Pick<NewFlow, 'name' | 'draft'>>): Promise<WholeFlow>;
  remove(id: string): Promise<void>;
  publish(id: string, choice?: PublishChoice): Promise<WholeFlow>;
  pause(id: string): Promise<WholeFlow>;
  resume(id: string, choice?: ResumeChoice): Promise<WholeFlow>;
  stop(id: string, how?: 'force' | 'drain'): Promise<WholeFlow>;
  publishingFigures(id: string, within?: string): Promise<PublishingFigures>;
  /** Stops what has drained. */
  finishDraining(): Promise<void>;
  runs(filter: RunFilter, page: number, pageSize: number): ReturnType<RunStore['page']>;
  numbers(id: string, version?: number): ReturnType<RunStore['numbers']>;
  entered(id: string, version?: number): Promise<number>;
  /** Mails that went although the goal had been reached: they crossed on the way. */
  sentAfterGoal(id: string, version?: number): Promise<number>;
  /**
   * Leads flows from one segment to another: drafts at once, and live ones published anew where the draft held nothing
   * else that is not published. Answers with the flows that name the first no more.
   */
  repoint(from: string, to: string): Promise<readonly UsingFlow[]>;
  readonly templates: readonly FlowTemplate[];
}

interface Needs extends GoingLiveNeeds {
  readonly runs: RunStore;
  readonly templates: readonly FlowTemplate[];
  /** Which of these exist. */
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  readonly newId: NewId;
}

const sameText = (a: FlowDefinition, b: FlowDefinition): boolean => JSON.stringify(a) === JSON.stringify(b);

const sentenceOf = ({ trigger, ends }: FlowStory): string => [trigger, ...ends].join('. ');

export const createFlows = (needs: Needs): Flows => {
  const { store, runs, catalogue, steps, templates, transact, now, newId } = needs;

  const published = async ({ id, version }: StoredFlow): Promise<FlowDefinition | null> =>
    version === null ? null : (await catalogue.version(null, id, version)).definition;

  const naming = createNaming({ ...needs, published });
  const checking = createChecking({ ...needs, published });
  const live = createGoingLive({ ...needs, checking });
  const change = createChange({ store, transact });

  const listed = async (
    flow: StoredFlow,
    counts: RunCounts | undefined,
    names: FlowNames,
  ): Promise<ListedFlow> => {
    const live = await published(flow);
    const { id, key, name, status, version, nextAt, createdAt, updatedAt } = flow;
    return {
      ...{ id, key, name, status, version, nextAt, createdAt, updatedAt },
      changed: JSON.stringify(live) !== JSON.stringify(flow.draft),
      sentence: sentenceOf(describeFlow(live ?? flow.draft, steps, { names })),
      runs: counts ?? { running: 0, finished: 0, goal: 0, exit: 0, holdout: 0, other: 0 },
    };
  };

  const find = async (id: string): Promise<StoredFlow> => {
    const flow = await store.get(null, id);
    if (!flow) throw new PluginError('not-found', 'There is no such flow.');
    return flow;
  };

  const whole = async (id: string): Promise<WholeFlow> => {
    const flow = await find(id);
    const counts = await runs.counts([id]);
    const live = await published(flow);
    const names = await checking.names([flow.draft, ...(live ? [live] : [])]);
    return {
      ...(await listed(flow, counts.get(id), names)),
      draft: flow.draft,
      published: live,
      story: describeFlow(flow.draft, steps, { names }),
      problems: await checking.problems(flow.draft, flow.key),
    };
  };

  const create = async ({ key, name, draft }: NewFlow): Promise<WholeFlow> => {
    const at = now();
    const fresh = {
      version: null,
      nextAt: null,
      movesTo: null,
      overdue: null,
      trialOf: null,
      createdAt: at,
      updatedAt: at,
    } as const;
    const flow = { id: newId(), name, status: 'draft', draft: checking.checked(draft), ...fresh } as const;
    for (let turn = 1; ; turn += 1) {
      if (await store.insert({ ...flow, key: key ?? flowKeyOf(name, turn) })) return whole(flow.id);
      if (key === undefined) continue;
      throw new PluginError('conflict', `There is already a flow with the key "${key}".`, { path: 'key' });
    }
  };

  /** A name that nobody chose is told apart from those that stand in the list. */
  const freeName = async (name: string): Promise<string> => {
    const taken = new Set((await store.page(1, MOST_FLOWS)).rows.map((flow) => flow.name));
    for (let turn = 2, free = name; ; free = `${name} ${turn}`, turn += 1) if (!taken.has(free)) return free;
  };

  const update: Flows['update'] = async (id, { name, draft }) => {
    await change(id, async (tx) => {
      const changes = { ...(name && { name }), ...(draft && { draft: checking.checked(draft) }) };
      await store.update(tx, id, { ...changes, updatedAt: now() });
    });
    return whole(id);
  };

  /** Done, and shown as it then is. */
  const shown =
    <Choice extends readonly unknown[]>(work: (id: string, ...choice: Choice) => Promise<void>) =>
    async (id: string, ...choice: Choice) => {
      await work(id, ...choice);
      return whole(id);
    };
  const publish = shown(live.publish);

  return {
    templates,
    async list(page, pageSize) {
      const { rows, total } = await store.page(page, pageSize);
      const counts = await runs.counts(rows.map(({ id }) => id));
      const shownAs = await Promise.all(rows.map(async (flow) => (await published(flow)) ?? flow.draft));
      const names = await checking.names(shownAs);
      const shown = rows.map((flow) => listed(flow, counts.get(flow.id), names));
      return { rows: await Promise.all(shown), total };
    },
    get: whole,
    create,
    async createFrom(key, named) {
      const template = templates.find((each) => each.key === key);
      if (!template) {
        const known = templates.map((each) => each.key).join(', ');
        throw new PluginError('not-found', `There is no ready flow "${key}". There are: ${known}.`);
      }
      const name = named.name ?? (await freeName(template.name));
      return create({ key: named.key, name, draft: template.definition });
    },
    update,
    remove: (id) =>
      change(id, async (tx, flow) => {
        if (flow.version !== null) {
          throw new PluginError('conflict', 'A flow that was published is kept with its numbers: stop it.');
        }
        await store.remove(tx, id);
      }),
    publish,
    pause: shown(live.pause),
    resume: shown(live.resume),
    stop: shown(live.stop),
    publishingFigures: live.figures,
    finishDraining: live.finishDraining,
    runs: (filter, page, pageSize) => runs.page(filter, page, pageSize),
    ...naming,
    async repoint(from, to) {
      const moved: UsingFlow[] = [];
      for (const { id, name } of await naming.using('segments', from)) {
        const { draft, status, changed, published: before } = await whole(id);
        const renamed = renameSegmentIn(draft, from, to);
        // A draft that differs in this alone was led there by one that was cut off before it was published.
        const isHalfWay = before !== null && sameText(renameSegmentIn(before, from, to), draft);
        // Who stands in an older version stays in it.
        if (!isHalfWay && !flowReferences(draft, steps).segments.has(from)) continue;
        if (!isHalfWay) await update(id, { draft: renamed });
        if (status === 'live' && (isHalfWay || !changed)) {
          // One that could not go live so stays as it was, for somebody to look at.
          await publish(id).catch(() => update(id, { draft }));
        }
        if (!(await naming.using('segments', from)).some((flow) => flow.id === id)) moved.push({ id, name });
      }
      return moved;
    },
    numbers: (id, version) => runs.numbers(id, version),
    entered: (id, version) => runs.entered(id, version),
    sentAfterGoal: (id, version) => runs.sentAfterGoal(id, version),
    check: checking.check,
    checked: checking.checked,
    names: checking.names,
  };
};
