import {
  BEFORE_PUBLISHING,
  beginAsOf,
  endRun,
  liveKey,
  moveRun,
  newRun,
  reentryPause,
  startOf,
  transition,
  type Effect,
  type Facts,
  type FlowDefinition,
  type LeftStep,
  type RunInput,
  type RunState,
  type Start,
  type Transition,
} from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Alarm } from './alarm-store';
import type { Call, CallStore, WaitingCalls } from './call-store';
import type { Catalogue, PublishedFlow } from './catalogue';
import type { InwardHandler } from './effect';
import type { FlowStore, OpenFlow } from './flow-store';
import type { createForesight } from './foresight';
import type { Advance, FlowInput, Turn } from './moves';
import { outcomeOf } from './outcome';
import type { NewEffect, OutboxStore } from './outbox-store';
import { OVERDUE_SKIPPED, placeIn, type Overdue } from './publishing';
import type { RunStore, StoredRun } from './run-store';
import { EXPIRED } from './still-wanted';

interface Needs {
  readonly flows: Pick<FlowStore, 'open'>;
  readonly runs: Pick<RunStore, 'running' | 'insert' | 'save' | 'insertLeft' | 'lastEntered'>;
  readonly outbox: Pick<OutboxStore, 'enqueue' | 'outcomes'>;
  readonly calls: Pick<CallStore, 'take'>;
  readonly foresee: ReturnType<typeof createForesight>;
  /** Who carries out effects of a kind on our own data; undefined for those that leave through the outbox. */
  readonly inward: (kind: string) => InwardHandler | undefined;
  /** The discount code that an effect drew. */
  readonly codeOf: (tx: Tx, effectId: string) => Promise<string | undefined>;
  readonly catalogue: Catalogue;
  /** The new run's id: splits are drawn by it. */
  readonly newId: (start: { readonly key: string | null; readonly now: number }) => string;
}

/** A run while it is being moved: written once, at the end of the turn. */
interface Moving {
  readonly flow: PublishedFlow;
  readonly status: OpenFlow['status'] | 'closed';
  readonly overdue: Overdue | null;
  run: StoredRun;
  touched: boolean;
  readonly effects: Effect[];
  /** Something was carried out here whose outcome the run can take at once. */
  settled: boolean;
  readonly left: LeftStep[];
  /** What a run that began as of an earlier date would have done before now. */
  readonly undone: readonly Effect[];
}

/**
 * Runs of one person in one flow at a time. Nobody fills more carts; a browser key is public, and whoever sends a
 * new cart's id with each event would slow the ring for everybody.
 */
const MOST_RUNS = 20;

/** A run that has more to do at one moment than this goes on with its next turn. */
const MOST_TIMERS = 20;

/** A start that the clock or a call brought, with when that was. */
type DueStart = Start & { readonly due?: number; readonly backdated?: boolean };

type FactsFor = (flow: PublishedFlow) => Promise<Facts | undefined>;

const inputOf = (input: FlowInput): RunInput => input;

const take = (moving: Moving, { state, effects, left }: Transition, now: number): void => {
  if (state === moving.run.state) return;
  const ended = state.status === 'ended';
  // Who has come to the end may come in again, though the goal may still count for them.
  const keeps = moving.flow.definition.reentry === 'once' || (!ended && !state.lingers);
  moving.run = {
    ...moving.run,
    state,
    endedAt: ended ? now : null,
    liveKey: keeps ? moving.run.liveKey : null,
  };
  moving.touched = true;
  moving.effects.push(...effects);
  moving.left.push(...left);
};

/**
 * One person's turn: their runs hear what happened, new runs start, and what is due moves on. Inputs come
 * before timers: whoever ordered while the server was down is not written to.
 */
export const createAdvance = (needs: Needs): Advance => {
  const { flows, runs, outbox, calls, foresee, catalogue, newId, inward, codeOf } = needs;

  const load = async (tx: Tx, turn: Turn, open: readonly OpenFlow[]): Promise<Moving[]> => {
    const moving: Moving[] = [];
    for (const run of await runs.running(tx, turn.profileId)) {
      const its = open.find(({ id }) => id === run.flowId);
      const { status = 'closed', overdue = null, movesTo = null } = its ?? {};
      const moves = isMoving(status) && movesTo !== null && movesTo > run.version;
      const flow = await catalogue.version(tx, run.flowId, moves ? movesTo : run.version);
      const one: Moving = {
        ...{ flow, status, overdue, touched: false, settled: false },
        ...{ run: moves ? { ...run, version: movesTo } : run, effects: [], left: [], undone: [] },
      };
      if (moves) {
        const before = await catalogue.version(tx, run.flowId, run.version);
        const facts = flow.wantsFacts ? await turn.facts() : undefined;
        take(one, moveRun(before, flow, run.state, turn.now, facts), turn.now);
        one.touched = true;
      }
      moving.push(one);
    }
    return moving;
  };

  const isTooSoon = async (
    tx: Tx,
    { profileId, now }: Turn,
    flowId: string,
    definition: FlowDefinition,
    key: string | null,
  ): Promise<boolean> => {
    const rule = reentryPause(definition);
    if (!rule) return false;
    const last = await runs.lastEntered(tx, { flowId, profileId, ...(rule.perKey && { key }) });
    return last !== null && now < last + rule.pause;
  };

  const begin = async (
    tx: Tx,
    turn: Turn,
    open: OpenFlow,
    flow: PublishedFlow,
    start: DueStart,
    facts: Facts | undefined,
  ): Promise<Moving | undefined> => {
    const { profileId, now } = turn;
    const runId = newId({ key: start.key, now });
    // As of the person's own date, or now.
    const began = start.backdated ? Math.min(start.due ?? now, now) : now;
    const state = newRun(runId, began, start);
    if (await isTooSoon(tx, turn, open.id, flow.definition, state.key)) return undefined;
    const held = liveKey(flow.definition, { flowId: open.id, profileId, runId, key: state.key });
    const run = { id: runId, flowId: open.id, version: open.version, profileId, state, enteredAt: began };
    const stored: StoredRun = { ...run, liveKey: held, endedAt: null };
    // The unique key is the guarantee: somebody else's run under it means that this one has begun already.
    if (!(await runs.insert(tx, stored))) return undefined;
    const first = start.backdated
      ? beginAsOf(flow, state, began, now, facts)
      : { ...transition(flow, state, { kind: 'started', due: start.due, facts }, now), undone: [] };
    const moving: Moving = {
      ...{ flow, status: open.status, overdue: open.overdue, run: stored, undone: first.undone },
      ...{ touched: true, settled: false, effects: [], left: [] },
    };
    take(moving, first, now);
    return moving;
  };

  const timers = (moving: Moving, facts: Facts | undefined, now: number): void => {
    for (let turns = 0; turns < MOST_TIMERS && isDue(moving.run.state, now); turns += 1) {
      const before = moving.run.state;
      take(moving, transition(moving.flow, before, { kind: 'timer', facts }, now), now);
      if (moving.run.state === before) return;
    }
  };

  const write = async (tx: Tx, moving: Moving): Promise<void> => {
    if (!moving.touched) return;
    const { run } = moving;
    await runs.save(tx, run);
    await runs.insertLeft(tx, run, moving.left);
    const effects: NewEffect[] = [];
    for (const effect of moving.undone) {
      effects.push({ ...queuedOf(moving, effect), settled: skipped(BEFORE_PUBLISHING) });
    }
    for (const effect of moving.effects) effects.push(await carriedOut(tx, moving, effect));
    await outbox.enqueue(tx, effects);
  };

  /** What is to be done to our own data is done here, in the transaction that keeps the run's state. */
  const carriedOut = async (tx: Tx, moving: Moving, effect: Effect): Promise<NewEffect> => {
    const { id, kind, at, payload } = effect;
    const { state } = moving.run;
    const queued = queuedOf(moving, effect);
    const { overdue } = moving;
    const isOverdue = overdue !== null && (effect.due ?? at) < overdue.before;
    const handler = inward(kind);
    if (isOverdue && overdue.how === 'skip') {
      moving.settled ||= state.awaits === id;
      return { ...queued, settled: skipped(OVERDUE_SKIPPED) };
    }
    if (!handler && isOverdue) {
      return { ...queued, dueAt: Math.max(at, overdue.before + placeIn(moving.run.profileId, overdue.over)) };
    }
    if (!handler) return queued;
    // A run that ended in this very turn wants it no more.
    if (state.awaits !== id || state.status === 'ended') {
      return { ...queued, settled: skipped('the run ended') };
    }
    moving.settled = true;
    const { expiresAt } = payload;
    if (typeof expiresAt === 'number' && expiresAt <= at) {
      return { ...queued, settled: skipped(EXPIRED) };
    }
    const applied = await handler.apply(tx, queued);
    return applied.outcome === 'done'
      ? { ...queued, settled: { status: 'sent', sentAt: at } }
      : { ...queued, settled: { status: 'failed', reason: applied.reason } };
  };

  const settle = async (tx: Tx, moving: readonly Moving[], factsFor: FactsFor, now: number) => {
    const waiting = moving.filter(({ run, status }) => isMoving(status) && run.state.awaits !== undefined);
    if (waiting.length === 0) return;
    const outcomes = await outbox.outcomes(
      tx,
      waiting.map(({ run }) => run.state.awaits ?? ''),
    );
    for (const each of waiting) {
      const settled = outcomes.find(({ id }) => id === each.run.state.awaits);
      if (!settled || each.run.state.status === 'ended') continue;
      const code = settled.kind === 'discount-code' ? await codeOf(tx, settled.id) : undefined;
      const outcome = outcomeOf(settled, code);
      const facts = await factsFor(each.flow);
      take(each, transition(each.flow, each.run.state, { kind: 'effect', outcome, facts }, now), now);
    }
  };

  return async (tx, turn) => {
    const { profileId, now, inputs } = turn;
    const open = await flows.open(tx);
    const moving = await load(tx, turn, open);
    const live = open.filter(({ status }) => status === 'live');
    const paused = open.filter(({ status }) => status === 'paused').map(({ id }) => id);
    const called = live.length > 0 ? await calls.take(tx, profileId, now, paused) : NO_CALLS;

    let known: Promise<Facts> | undefined;
    const factsFor: FactsFor = async (flow) => (flow.wantsFacts ? await (known ??= turn.facts()) : undefined);

    const beginAll = async (startIn: (flow: PublishedFlow, open: OpenFlow) => DueStart | undefined) => {
      for (const each of live) {
        const flow = await catalogue.version(tx, each.id, each.version);
        const start = startIn(flow, each);
        const crowded = moving.filter((one) => isUnderWay(one, each.id)).length >= MOST_RUNS;
        const begun = start && !crowded && (await begin(tx, turn, each, flow, start, await factsFor(flow)));
        if (begun) moving.push(begun);
      }
    };

    for (const input of inputs) {
      for (const each of moving) {
        if (each.run.state.status === 'ended') continue;
        const facts = await factsFor(each.flow);
        take(each, transition(each.flow, each.run.state, { ...inputOf(input), facts }, now), now);
      }
      await beginAll((flow) => startOf(flow.definition, inputOf(input)));
    }
    const published: { open: OpenFlow; flow: PublishedFlow }[] = [];
    for (const each of open) {
      published.push({ open: each, flow: await catalogue.version(tx, each.id, each.version) });
    }
    const { due, until } = await foresee(tx, profileId, published, () => (known ??= turn.facts()), now);
    for (const told of [...called.due, ...due]) {
      await beginAll((_flow, { id }) => (told.flowId === id ? startFor(told) : undefined));
    }
    await settle(tx, moving, factsFor, now);
    for (const each of moving) {
      if (isMoving(each.status)) timers(each, await factsFor(each.flow), now);
      if (each.status === 'closed') {
        const { state } = each.run;
        take(each, endRun(state, state.lingers ? 'finished' : 'stopped', now), now);
      }
    }
    for (const each of moving) await write(tx, each);
    // Whose data was changed here is judged anew before they go on.
    const next = earliest(earliest(until, called.next), nextDue(moving));
    return { until: moving.some(({ settled }) => settled) ? now : next };
  };
};

const startFor = (told: Call | Alarm): DueStart => ({
  ...{ key: told.key, trigger: told.event, due: told.at },
  backdated: 'backdated' in told && told.backdated,
});

const NO_CALLS: WaitingCalls = { due: [], next: null };

/** Whether those who are in it go on. */
const isMoving = (status: Moving['status']): boolean => status === 'live' || status === 'draining';

const skipped = (reason: string) => ({ status: 'skipped', reason }) as const;

const queuedOf = ({ run }: Moving, { id, kind, node, at, payload }: Effect): NewEffect => ({
  ...{ id, kind, node, payload, dueAt: at, createdAt: at },
  ...{ profileId: run.profileId, flowId: run.flowId, runId: run.id },
});

const isUnderWay = ({ run }: Moving, flowId: string): boolean =>
  run.flowId === flowId && run.state.status === 'running' && !run.state.lingers;

const isDue = ({ dueAt }: RunState, now: number): boolean => dueAt !== null && dueAt <= now;

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const nextDue = (moving: readonly Moving[]): number | null => {
  const due = moving.flatMap(({ status, run }) =>
    isMoving(status) && run.state.dueAt !== null ? [run.state.dueAt] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
};
