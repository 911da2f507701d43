import {
  flowFigures,
  hasForesight,
  nextCronTimes,
  PluginError,
  type FlowDefinition,
  type FlowSteps,
  type PopulationFigure,
} from '../../../plugin/src';
import type { Clock, Transact, Tx } from '../ports';
import type { Catalogue } from './catalogue';
import type { Checking } from './checking';
import type { FlowStatus, FlowStore, StoredFlow } from './flow-store';
import type { OutboxStore } from './outbox-store';
import type { RunStore } from './run-store';
import { HELD_BY_PAUSE } from './still-wanted';

export interface GoingLive {
  publish(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  stop(id: string): Promise<void>;
}

export interface GoingLiveNeeds {
  readonly store: FlowStore;
  readonly runs: Pick<RunStore, 'peopleIn' | 'endAll'>;
  readonly outbox: Pick<OutboxStore, 'release' | 'skipQueued'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
  /** Everybody's turn comes, a portion at a time: what lies ahead of them must be reckoned. */
  readonly lookAhead: (tx: Tx, flowId: string, version: number, at: number) => Promise<void>;
  /** These people's turn comes at once. */
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  /** Waits, within bounds, until it is known how these are spread among all people. */
  readonly figuresReady?: (figures: ReadonlyMap<string, PopulationFigure>) => Promise<void>;
  readonly transact: Transact;
  readonly now: Clock;
}

/** Under the flow's lock: what one sees there is what one changes. */
export const createChange =
  ({ store, transact }: Pick<GoingLiveNeeds, 'store' | 'transact'>) =>
  (id: string, work: (tx: Tx, flow: StoredFlow) => Promise<void>): Promise<void> =>
    transact(async (tx) => {
      const flow = await store.lock(tx, id);
      if (!flow) throw new PluginError('not-found', 'There is no such flow.');
      await work(tx, flow);
    });

const PORTION = 200;

/** A flow's life: published, paused, resumed, stopped. */
export const createGoingLive = (needs: GoingLiveNeeds & { readonly checking: Checking }): GoingLive => {
  const { store, runs, outbox, catalogue, steps, checking, transact, now } = needs;
  const change = createChange({ store, transact });

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

  const wakeEverybody = async (tx: Tx, flowId: string): Promise<void> => {
    for (let after = ''; ; ) {
      const people = await runs.peopleIn(tx, flowId, after, PORTION);
      await needs.queue(tx, people, now());
      const last = people.at(-1);
      if (last === undefined || people.length < PORTION) return;
      after = last;
    }
  };

  const publish: GoingLive['publish'] = async (id) => {
    const flow = await store.get(null, id);
    if (!flow) throw new PluginError('not-found', 'There is no such flow.');
    const { draft, key } = flow;
    const definition = checking.checked(draft);
    const problems = await checking.problems(definition, key);
    if (problems.length === 0) await needs.figuresReady?.(flowFigures(definition, steps));
    return change(id, async (tx, current) => {
      if (JSON.stringify(current.draft) !== JSON.stringify(definition)) {
        throw new PluginError('conflict', 'The draft was changed meanwhile. Look at it and publish again.');
      }
      if (problems.length > 0) {
        const words = problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
        throw new PluginError('invalid', `This flow cannot go live yet. ${words}`, { problems });
      }
      const before = current.version === null ? undefined : await store.version(tx, id, current.version);
      const same = JSON.stringify(before) === JSON.stringify(definition);
      const version = same && current.version !== null ? current.version : (current.version ?? 0) + 1;
      if (version !== current.version) await store.insertVersion(tx, id, version, definition, now());
      const patch = { status: 'live', version, nextAt: nextStart(definition), updatedAt: now() } as const;
      await store.update(tx, id, patch);
      await outbox.release(tx, { reason: HELD_BY_PAUSE, flowId: id });
      await wakeEverybody(tx, id);
      if (hasForesight(definition)) await needs.lookAhead(tx, id, version, now());
    });
  };

  return {
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
  };
};
