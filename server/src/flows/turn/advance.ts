import {
  endRun,
  hasEnded,
  startOf,
  stillHolds,
  transition,
  type Facts,
  type FlowDefinition,
  type RunInput,
  type RunState,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Alarm } from '../starts/alarm-store';
import type { Call, CallStore, WaitingCalls } from '../starts/call-store';
import type { Catalogue, PublishedFlow } from '../catalogue';
import { createBeginning, type DueStart } from '../starts/beginning';
import type { InwardHandler } from '../outbox/effect';
import type { FlowStore, OpenFlow } from '../flow-store';
import type { createForesight } from '../starts/foresight';
import type { Advance, FlowInput, Turn } from './moves';
import type { OutboxStore } from '../outbox/outbox-store';
import { createLoading } from './loading';
import { isMoving, isUnderWay, nextDue, take, type Moving } from './moving';
import type { RunStore, StoredRun } from './run-store';
import type { OrderCounting } from '../revenue/order-counting';
import { createSettling, type FactsFor } from './settling';
import { createWriting } from './writing';

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
  /** Told of what a turn has come to, when it is written. */
  readonly countOrders?: OrderCounting['take'];
  /** Told of a goal that was reached, with when that was. */
  readonly onGoal?: OutboxStore['noteAfterGoal'];
  readonly catalogue: Catalogue;
  /** The new run's id: splits are drawn by it. */
  readonly newId: (start: { readonly key: string | null; readonly now: number }) => string;
}

/**
 * Runs of one person in one flow at a time. Nobody fills more carts; a browser key is public, and whoever sends a
 * new cart's id with each event would slow the ring for everybody.
 */
const MOST_RUNS = 20;

/** A run that has more to do at one moment than this goes on with its next turn. */
const MOST_TIMERS = 20;

interface Published {
  readonly open: OpenFlow;
  readonly flow: PublishedFlow;
}

/** What one person's turn has come to, before it is written. */
interface Turned {
  readonly profileId: string;
  readonly moving: readonly Moving[];
  readonly until: number | null;
}

const inputOf = (input: FlowInput): RunInput => input;

/**
 * A person's turn: their runs hear what happened, new runs start, and what is due moves on. Inputs come
 * before timers: whoever ordered while the server was down is not written to.
 */
export const createAdvance = (needs: Needs): Advance => {
  const { flows, runs, outbox, calls, foresee, catalogue, newId, inward, codeOf } = needs;
  const { onGoal, countOrders } = needs;

  const load = createLoading(catalogue);
  const timers = (moving: Moving, facts: Facts | undefined, now: number): void => {
    for (let turns = 0; turns < MOST_TIMERS && isDue(moving.run.state, now); turns += 1) {
      const before = moving.run.state;
      take(moving, transition(moving.flow, before, { kind: 'timer', facts }, now), now);
      if (moving.run.state === before) return;
    }
  };

  const settle = createSettling({ outbox, codeOf });
  const begin = createBeginning({ runs, newId });
  const write = createWriting({ runs, outbox, inward });

  /** Everything of one person's but the writing. */
  const turnOne = async (
    tx: Tx,
    turn: Turn,
    now: number,
    published: readonly Published[],
    theirs: readonly StoredRun[],
    called: WaitingCalls,
  ): Promise<Turned> => {
    const { profileId, inputs } = turn;
    const open = published.map((one) => one.open);
    const moving = await load(tx, turn, now, theirs, open);

    let known: Promise<Facts> | undefined;
    const factsFor: FactsFor = async (flow) => (flow.wantsFacts ? await (known ??= turn.facts()) : undefined);

    const beginAll = async (startIn: (flow: PublishedFlow, open: OpenFlow) => DueStart | undefined) => {
      for (const { open: each, flow } of published) {
        if (each.status !== 'live') continue;
        const start = startIn(flow, each);
        const crowded = moving.filter((one) => isUnderWay(one, each.id)).length >= MOST_RUNS;
        const begun =
          start && !crowded && (await begin(tx, turn, now, each, flow, start, await factsFor(flow)));
        if (begun) moving.push(begun);
      }
    };

    for (const input of inputs) {
      for (const each of moving) {
        if (each.run.state.status === 'ended') continue;
        const facts = await factsFor(each.flow);
        take(each, transition(each.flow, each.run.state, { ...inputOf(input), facts }, now), now);
        const { runId, because } = each.run.state;
        if (because === 'goal' && input.kind === 'event')
          await onGoal?.(tx, { profileId, runId }, input.event.at);
      }
      await beginAll((flow) => startOf(flow.definition, inputOf(input)));
    }
    const { due, until } = await foresee(
      tx,
      profileId,
      published,
      called.due,
      () => (known ??= turn.facts()),
      now,
    );
    for (const told of [...called.due.filter((call) => !isLook(call)), ...due]) {
      const asked = asOf(told) === null ? undefined : await (known ??= turn.facts());
      await beginAll(({ definition }, { id }) =>
        told.flowId === id && (!asked || isStillOne(definition, asked, told)) ? startFor(told) : undefined,
      );
    }
    await settle(tx, moving, factsFor, now);
    for (const each of moving) {
      if (isMoving(each.status)) timers(each, await factsFor(each.flow), now);
      if (each.status === 'closed') {
        const { state } = each.run;
        take(each, endRun(state, state.lingers ? 'finished' : 'stopped', now), now);
      }
    }
    return { profileId, moving, until: earliest(until, called.next) };
  };

  return async (tx, turns, now) => {
    const ids = turns.map(({ profileId }) => profileId);
    const open = await flows.open(tx);
    const live = open.some(({ status }) => status === 'live');
    const paused = open.filter(({ status }) => status === 'paused').map(({ id }) => id);
    const running = await runs.running(tx, ids);
    const called = live ? await calls.take(tx, ids, now, paused) : undefined;
    const published: Published[] = [];
    for (const each of open) {
      published.push({ open: each, flow: await catalogue.version(tx, each.id, each.version) });
    }
    const turned: Turned[] = [];
    for (const turn of turns) {
      const theirs = running.filter(({ profileId }) => profileId === turn.profileId);
      const waiting = called?.get(turn.profileId) ?? NO_CALLS;
      turned.push(await turnOne(tx, turn, now, published, theirs, waiting));
    }
    const moved = turned.flatMap(({ moving }) => moving);
    await write(tx, moved);
    await countOrders?.(tx, turns, moved, now);
    return new Map(
      turned.map(({ profileId, moving, until }) => [
        profileId,
        // Whose data was changed here is judged anew before they go on.
        moving.some(({ settled }) => settled) ? now : earliest(until, nextDue(moving)),
      ]),
    );
  };
};

const startFor = (told: Call | Alarm): DueStart => ({
  ...{ key: told.key, trigger: told.event, due: told.at },
  backdated: 'backdated' in told && told.backdated,
});

/** It starts nobody by itself: what it brings is foreseen. */
const isLook = ({ lookFrom = null }: Call): boolean => lookFrom !== null;

/** When somebody had qualified whose start was put off: what ended it since, ends it. */
const asOf = (told: Call | Alarm): number | null => ('asOf' in told ? (told.asOf ?? null) : null);

const isStillOne = (definition: FlowDefinition, facts: Facts, told: Call | Alarm): boolean => {
  const start = { key: told.key, at: asOf(told) ?? told.at, event: told.event };
  return (
    stillHolds(definition, facts, start) && !hasEnded(definition, start, Object.values(facts.events).flat())
  );
};

const NO_CALLS: WaitingCalls = { due: [], next: null };

const isDue = ({ dueAt }: RunState, now: number): boolean => dueAt !== null && dueAt <= now;

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
