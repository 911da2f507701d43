import {
  endedBy,
  endingEvents,
  hasLapsed,
  isEventMatch,
  lapsingEvents,
  type EventFact,
  type FlowDefinition,
  type RunInput,
} from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { EffectHandler } from './effect';
import type { FlowStore } from '../flow-store';
import type { OutboxRow } from './outbox-store';
import type { RunStore, StoredRun } from '../turn/run-store';
import type { Sending } from './sending';

export type Wanted =
  | 'go'
  | { readonly skip: string }
  | { readonly hold: string }
  /** Looked at again at that moment; without a reason where nothing holds it back but a look at the person. */
  | { readonly later: number; readonly because: string | null };

export type History = (
  tx: Tx,
  profileId: string,
  names: readonly string[],
) => Promise<Readonly<Record<string, readonly EventFact[]>>>;

export const HELD_BY_PAUSE = 'the flow is paused';
export const EXPIRED = 'expired';

/** Somebody has come into a segment, or left it. */
export interface Crossing {
  readonly segment: string;
  readonly entered: boolean;
  readonly at: number;
}

/** Where a person stands in segments, whether a run of theirs has heard of it or not. */
export interface Standing {
  /** Whether something about the person was not judged yet: the ring has still to turn for them. */
  readonly isTurnDue: (tx: Tx, profileId: string) => Promise<boolean>;
  /** Of segments by these keys, after that moment. */
  readonly crossings: (
    tx: Tx,
    profileId: string,
    segments: readonly string[],
    after: number,
  ) => Promise<readonly Crossing[]>;
}

interface Needs {
  readonly flows: Pick<FlowStore, 'statusOf'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly catalogue: Catalogue;
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
  /** All events of these names that are stored for a person, whether the ring has turned for them or not. */
  readonly history: History;
  readonly standing: Standing;
  /** The rules of the flow. */
  readonly sending: Sending;
  readonly now: Clock;
}

/** Ends after which what was queued is not wanted any more. A run that came to its own end wants its mails. */
const UNWANTED = new Set(['goal', 'exit', 'stopped', 'merged', 'erased']);
/** A turn comes straight after what gave cause for it. */
const TURN_MS = 1_000;

/** Segments whose coming or going ends a run. */
const endingSegments = ({ exits = [], goal }: FlowDefinition): readonly string[] =>
  [...exits, ...(goal ? [goal] : [])].flatMap((exit) => (isEventMatch(exit) ? [] : [exit.segment]));

/**
 * Everything that may have changed since an effect was queued, read again in the transaction that hands it
 * off: the flow, the run, what happened to the person and where they stand in segments, and what the handler asks.
 */
export const createStillWanted = (needs: Needs) => {
  const flowSays = async (tx: Tx, flowId: string | null): Promise<Wanted> => {
    if (flowId === null) return 'go';
    const status = await needs.flows.statusOf(tx, flowId);
    if (status === 'paused') return { hold: HELD_BY_PAUSE };
    return status === 'live' || status === 'draining' ? 'go' : { skip: 'the flow was stopped' };
  };

  const runSays = async (
    tx: Tx,
    effect: OutboxRow,
    run: StoredRun,
    definition: FlowDefinition,
  ): Promise<Wanted> => {
    const { because } = run.state;
    if (because && UNWANTED.has(because)) return { skip: `the run ended: ${because}` };
    const names = new Set([...endingEvents(definition), ...lapsingEvents(definition)]);
    const happened = await needs.history(tx, effect.profileId, [...names]);
    const events = Object.values(happened)
      .flat()
      .map((event): RunInput => ({ kind: 'event', event }));
    const segments = endingSegments(definition);
    if (segments.length > 0 && (await needs.standing.isTurnDue(tx, effect.profileId))) {
      return { later: needs.now() + TURN_MS, because: null };
    }
    const crossings =
      segments.length > 0
        ? await needs.standing.crossings(tx, effect.profileId, segments, run.state.since)
        : [];
    const inputs = [...events, ...crossings.map((one): RunInput => ({ kind: 'segment', ...one }))];
    const ended = inputs
      .map((input) => endedBy(definition, input, run.state))
      .find((reason) => reason !== undefined);
    if (ended) return { skip: `the run ended: ${ended}` };
    return hasLapsed(definition, happened, run.state) ? { skip: 'the run ended: exit' } : 'go';
  };

  const handlerSays = async (tx: Tx, effect: OutboxRow): Promise<Wanted> => {
    const handler = needs.handlerOf(effect.kind);
    return handler ? handler.check(tx, effect) : { skip: `nobody carries out "${effect.kind}"` };
  };

  return async (tx: Tx, effect: OutboxRow): Promise<Wanted> => {
    const { expiresAt } = effect.payload;
    const isLate = (at: number): boolean => typeof expiresAt === 'number' && expiresAt <= at;
    if (isLate(needs.now())) return { skip: EXPIRED };
    const flow = await flowSays(tx, effect.flowId);
    if (flow !== 'go') return flow;
    const run = effect.runId === null ? null : await needs.runs.get(tx, effect.runId);
    if (run === undefined) return { skip: 'the run is gone' };
    const definition = run && (await needs.catalogue.version(tx, run.flowId, run.version)).definition;
    const wanted = run && definition ? await runSays(tx, effect, run, definition) : 'go';
    if (wanted !== 'go') return wanted;
    const handled = await handlerSays(tx, effect);
    if (handled !== 'go') return handled;
    const sent = await needs.sending(tx, effect, definition?.rules);
    // What would be too late by then need not wait for it.
    return typeof sent === 'object' && 'later' in sent && isLate(sent.later) ? { skip: EXPIRED } : sent;
  };
};

export type StillWanted = ReturnType<typeof createStillWanted>;
