import {
  endRun,
  liveKey,
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
import type { NewId, Tx } from '../ports';
import type { Alarm } from './alarm-store';
import type { Call, CallStore } from './call-store';
import type { Catalogue, PublishedFlow } from './catalogue';
import type { InwardHandler } from './effect';
import type { FlowStore, OpenFlow } from './flow-store';
import type { createForesight } from './foresight';
import type { Advance, FlowInput, Turn } from './moves';
import { outcomeOf } from './outcome';
import type { NewEffect, OutboxStore } from './outbox-store';
import type { RunStore, StoredRun } from './run-store';
import { EXPIRED } from './still-wanted';

interface Needs {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly outbox: Pick<OutboxStore, 'enqueue' | 'outcomes'>;
  readonly calls: Pick<CallStore, 'take'>;
  readonly foresee: ReturnType<typeof createForesight>;
  /** Who carries out effects of a kind on our own data; undefined for those that leave through the outbox. */
  readonly inward: (kind: string) => InwardHandler | undefined;
  /** The discount code that an effect drew. */
  readonly codeOf: (tx: Tx, effectId: string) => Promise<string | undefined>;
  readonly catalogue: Catalogue;
  readonly newId: NewId;
}

/** A run while it is being moved: written once, at the end of the turn. */
interface Moving {
  readonly flow: PublishedFlow;
  readonly status: OpenFlow['status'] | 'closed';
  run: StoredRun;
  touched: boolean;
  readonly effects: Effect[];
  /** Something was carried out here whose outcome the run can take at once. */
  settled: boolean;
  readonly left: LeftStep[];
}

/**
 * Runs of one person in one flow at a time. Nobody fills more carts; a browser key is public, and whoever sends a
 * new cart's id with each event would slow the ring for everybody.
 */
const MOST_RUNS = 20;

/** A run that has more to do at one moment than this goes on with its next turn. */
const MOST_TIMERS = 20;

/** A start that the clock or a call brought, with when that was. */
type DueStart = Start & { readonly due?: number };

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

  const load = async (tx: Tx, profileId: string, open: readonly OpenFlow[]): Promise<Moving[]> => {
    const moving: Moving[] = [];
    for (const run of await runs.running(tx, profileId)) {
      const flow = await catalogue.version(tx, run.flowId, run.version);
      const status = open.find(({ id }) => id === run.flowId)?.status ?? 'closed';
      moving.push({ flow, status, run, touched: false, settled: false, effects: [], left: [] });
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
    const runId = newId();
    const state = newRun(runId, now, start);
    if (await isTooSoon(tx, turn, open.id, flow.definition, state.key)) return undefined;
    const held = liveKey(flow.definition, { flowId: open.id, profileId, runId, key: state.key });
    const run = { id: runId, flowId: open.id, version: open.version, profileId, state, enteredAt: now };
    const stored: StoredRun = { ...run, liveKey: held, endedAt: null };
    // The unique key is the guarantee: somebody else's run under it means that this one has begun already.
    if (!(await runs.insert(tx, stored))) return undefined;
    const moving: Moving = {
      ...{ flow, status: open.status, run: stored },
      ...{ touched: true, settled: false, effects: [], left: [] },
    };
    take(moving, transition(flow, state, { kind: 'started', due: start.due, facts }, now), now);
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
    for (const effect of moving.effects) effects.push(await carriedOut(tx, moving, effect));
    await outbox.enqueue(tx, effects);
  };

  /** What is to be done to our own data is done here, in the transaction that keeps the run's state. */
  const carriedOut = async (tx: Tx, moving: Moving, effect: Effect): Promise<NewEffect> => {
    const { id, kind, node, at, payload } = effect;
    const { profileId, flowId, id: runId, state } = moving.run;
    const queued = { id, kind, node, payload, profileId, flowId, runId, dueAt: at, createdAt: at };
    const handler = inward(kind);
    if (!handler) return queued;
    // A run that ended in this very turn wants it no more.
    if (state.awaits !== id || state.status === 'ended') {
      return { ...queued, settled: { status: 'skipped', reason: 'the run ended' } };
    }
    moving.settled = true;
    const { expiresAt } = payload;
    if (typeof expiresAt === 'number' && expiresAt <= at) {
      return { ...queued, settled: { status: 'skipped', reason: EXPIRED } };
    }
    const applied = await handler.apply(tx, queued);
    return applied.outcome === 'done'
      ? { ...queued, settled: { status: 'sent', sentAt: at } }
      : { ...queued, settled: { status: 'failed', reason: applied.reason } };
  };

  const settle = async (tx: Tx, moving: readonly Moving[], factsFor: FactsFor, now: number) => {
    const waiting = moving.filter(({ run, status }) => status === 'live' && run.state.awaits !== undefined);
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
    const moving = await load(tx, profileId, open);
    const live = open.filter(({ status }) => status === 'live');
    const called = live.length > 0 ? await calls.take(tx, profileId) : [];

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
    for (const told of [...called, ...due]) {
      await beginAll((_flow, { id }) => (told.flowId === id ? startFor(told) : undefined));
    }
    await settle(tx, moving, factsFor, now);
    for (const each of moving) {
      if (each.status === 'live') timers(each, await factsFor(each.flow), now);
      if (each.status === 'closed') {
        const { state } = each.run;
        take(each, endRun(state, state.lingers ? 'finished' : 'stopped', now), now);
      }
    }
    for (const each of moving) await write(tx, each);
    // Whose data was changed here is judged anew before they go on.
    return { until: moving.some(({ settled }) => settled) ? now : earliest(until, nextDue(moving)) };
  };
};

const startFor = ({ key, event, at }: Call | Alarm): DueStart => ({ key, trigger: event, due: at });

const isUnderWay = ({ run }: Moving, flowId: string): boolean =>
  run.flowId === flowId && run.state.status === 'running' && !run.state.lingers;

const isDue = ({ dueAt }: RunState, now: number): boolean => dueAt !== null && dueAt <= now;

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const nextDue = (moving: readonly Moving[]): number | null => {
  const due = moving.flatMap(({ status, run }) =>
    status === 'live' && run.state.dueAt !== null ? [run.state.dueAt] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
};
