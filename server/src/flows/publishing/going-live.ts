import {
  beginsWith,
  scheduleTimes,
  flowFigures,
  hasForesight,
  parseDuration,
  PluginError,
  type FlowDefinition,
  type FlowSteps,
  type PopulationFigure,
} from '../../../../plugin/src';
import type { Clock, Transact, Tx } from '../../ports';
import type { CallStore } from '../starts/call-store';
import type { Catalogue } from '../catalogue';
import type { Checking } from './checking';
import type { FlowStatus, FlowStore, StoredFlow } from '../flow-store';
import type { OutboxStore } from '../outbox/outbox-store';
import type { RunStore } from '../turn/run-store';
import {
  DEFAULT_OVER,
  DEFAULT_WITHIN,
  OVERDUE_SKIPPED,
  type PublishChoice,
  type PublishingFigures,
  type ResumeChoice,
  type TodayStart,
} from './publishing';
import { HELD_BY_PAUSE } from '../outbox/still-wanted';
import { createWritingAlike } from './writing-alike';
import type { Today } from '../starts/today';

export interface GoingLive {
  publish(id: string, choice?: PublishChoice): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string, choice?: ResumeChoice): Promise<void>;
  /** Ends everybody at once, or lets those under way go on to the end. */
  stop(id: string, how?: 'force' | 'drain'): Promise<void>;
  /** In numbers, what publishing the draft and going on would mean. */
  figures(id: string, within?: string): Promise<PublishingFigures>;
  /** Stops what has drained. */
  finishDraining(): Promise<void>;
}

export interface GoingLiveNeeds {
  readonly store: FlowStore;
  readonly runs: Pick<RunStore, 'peopleIn' | 'endAll' | 'overdue' | 'runningIn'>;
  readonly outbox: Pick<OutboxStore, 'release' | 'releaseSpread' | 'skipHeld' | 'skipQueued' | 'countHeld'>;
  readonly calls: Pick<CallStore, 'peopleOf'>;
  readonly today: Pick<Today, 'count' | 'countAll'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
  /** Everybody's turn comes, a portion at a time: what lies ahead of them must be reckoned. */
  readonly lookAhead: (tx: Tx, flowId: string, version: number, at: number) => Promise<void>;
  /** Those who qualify already are started, a portion at a time. */
  readonly startToday: (
    tx: Tx,
    flow: { readonly flowId: string; readonly version: number; readonly at: number },
    how: TodayStart,
  ) => Promise<void>;
  /** What was to start people when it was live before starts nobody. */
  readonly forgetStarts: (tx: Tx, flowId: string) => Promise<void>;
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
  const { store, runs, outbox, calls, today, catalogue, steps, checking, transact, now } = needs;
  const change = createChange({ store, transact });
  const writingAlike = createWritingAlike(needs);

  const from = (flow: StoredFlow, word: string, allowed: readonly FlowStatus[]): void => {
    if (allowed.includes(flow.status)) return;
    const wanted = allowed.join(' or ');
    throw new PluginError(
      'conflict',
      `A flow that is ${flow.status} cannot be ${word}: it must be ${wanted}.`,
    );
  };

  const nextStart = ({ trigger }: FlowDefinition, isFirst: boolean): number | null => {
    if (trigger.kind !== 'schedule') return null;
    if (trigger.cron === undefined && trigger.at === undefined) return isFirst ? now() : null;
    const [next = null] = scheduleTimes(trigger, now());
    if (next !== null || !isFirst || trigger.at === undefined) return next;
    throw new PluginError('invalid', 'trigger.at: This moment is over. Choose a later one.');
  };

  type PeopleOf = (tx: Tx, flowId: string, after: string, limit: number) => Promise<readonly string[]>;

  const wake = async (tx: Tx, flowId: string, peopleOf: PeopleOf): Promise<void> => {
    for (let after = ''; ; ) {
      const people = await peopleOf(tx, flowId, after, PORTION);
      await needs.queue(tx, people, now());
      const last = people.at(-1);
      if (last === undefined || people.length < PORTION) return;
      after = last;
    }
  };

  /** Everybody under way, and those who wait to come in. */
  const wakeEverybody = async (tx: Tx, flowId: string): Promise<void> => {
    await wake(tx, flowId, runs.peopleIn);
    await wake(tx, flowId, calls.peopleOf);
  };

  /** What becomes of what fell due meanwhile: of held mails here, of the rest at each person's turn. */
  const goOn = async (tx: Tx, flow: StoredFlow, { overdue = 'send', over = DEFAULT_OVER }: ResumeChoice) => {
    const held = { reason: HELD_BY_PAUSE, flowId: flow.id };
    const at = now();
    const stretch = parseDuration(over) ?? 0;
    if (overdue === 'skip') await outbox.skipHeld(tx, held, OVERDUE_SKIPPED);
    else if (overdue === 'spread') await outbox.releaseSpread(tx, held, { from: at, to: at + stretch });
    else await outbox.release(tx, held);
    // What was decided before holds until somebody decides again.
    if (flow.status !== 'paused') return flow.overdue;
    return overdue === 'send' ? null : { how: overdue, before: at, over: stretch };
  };

  const publish: GoingLive['publish'] = async (id, choice = {}) => {
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
      const at = now();
      const before = current.version === null ? undefined : await store.version(tx, id, current.version);
      const same = JSON.stringify(before) === JSON.stringify(definition);
      const version = same && current.version !== null ? current.version : (current.version ?? 0) + 1;
      if (version !== current.version) await store.insertVersion(tx, id, version, definition, at);
      const overdue = await goOn(tx, current, choice);
      const movesTo = choice.move ? version : current.movesTo;
      const patch = {
        status: 'live',
        version,
        movesTo,
        overdue,
        nextAt: nextStart(definition, current.version === null),
      } as const;
      await store.update(tx, id, { ...patch, updatedAt: at });
      await wakeEverybody(tx, id);
      // After the queue, as a turn takes them: two that meet do not wait for each other.
      if (current.status === 'stopped' || current.status === 'draining') await needs.forgetStarts(tx, id);
      const { today = 'nobody', over = DEFAULT_OVER, within = DEFAULT_WITHIN } = choice;
      if (today !== 'nobody') {
        const start = {
          how: today,
          over: parseDuration(over) ?? 0,
          since: at - (parseDuration(within) ?? 0),
        };
        await needs.startToday(tx, { flowId: id, version, at }, start);
      }
      if (hasForesight(definition)) await needs.lookAhead(tx, id, version, at);
    });
  };

  return {
    publish,
    pause: (id) =>
      change(id, async (tx, flow) => {
        from(flow, 'paused', ['live']);
        await store.update(tx, id, { status: 'paused', nextAt: null, updatedAt: now() });
      }),
    resume: (id, choice = {}) =>
      change(id, async (tx, flow) => {
        from(flow, 'resumed', ['paused']);
        const { definition } = await catalogue.version(tx, id, flow.version ?? 0);
        const overdue = await goOn(tx, flow, choice);
        await store.update(tx, id, {
          ...{ status: 'live', overdue, nextAt: nextStart(definition, false), updatedAt: now() },
        });
        await wakeEverybody(tx, id);
        if (hasForesight(definition)) await needs.lookAhead(tx, id, flow.version ?? 0, now());
      }),
    async figures(id, within = DEFAULT_WITHIN) {
      const flow = await store.get(null, id);
      if (!flow) throw new PluginError('not-found', 'There is no such flow.');
      const running = await runs.runningIn(id);
      const before = flow.version === null ? undefined : await store.version(null, id, flow.version);
      const same = JSON.stringify(before) === JSON.stringify(flow.draft) ? flow.version : null;
      const elsewhere = [...running].filter(([version]) => version !== same);
      const isNew = flow.version === null;
      const everybody = isNew ? beginsWith(flow.draft) : undefined;
      const alike = await writingAlike(flow);
      const stretch = { since: now() - (parseDuration(within) ?? 0), now: now() };
      return transact(async (tx) => ({
        today: await today.count(tx, { flowId: id, definition: flow.draft, isNew }, stretch),
        atOnce: everybody === undefined ? null : await today.countAll(tx, everybody),
        alike,
        elsewhere: elsewhere.reduce((sum, [, count]) => sum + count, 0),
        overdue:
          flow.status === 'paused'
            ? (await runs.overdue(tx, id, now())) +
              (await outbox.countHeld(tx, { reason: HELD_BY_PAUSE, flowId: id }))
            : 0,
      }));
    },
    async finishDraining() {
      await transact((tx) => store.stopDrained(tx, now()));
    },
    stop: (id, how = 'force') =>
      change(id, async (tx, flow) => {
        if (how === 'drain') {
          from(flow, 'drained', ['live', 'paused']);
          await store.update(tx, id, { status: 'draining', nextAt: null, updatedAt: now() });
          await outbox.release(tx, { reason: HELD_BY_PAUSE, flowId: id });
          return wake(tx, id, runs.peopleIn);
        }
        from(flow, 'stopped', ['live', 'paused', 'draining']);
        const { definition } = await catalogue.version(tx, id, flow.version ?? 0);
        const keepKeys = definition.reentry === 'once';
        await store.update(tx, id, { status: 'stopped', nextAt: null, updatedAt: now() });
        await runs.endAll(tx, id, { because: 'stopped', at: now(), keepKeys });
        await outbox.skipQueued(tx, id, 'the flow was stopped');
      }),
  };
};
