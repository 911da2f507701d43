import { endedBy, isEventMatch, type EventFact, type FlowDefinition } from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import type { Catalogue } from './catalogue';
import type { EffectHandler, OutboxEffect } from './effect';
import type { FlowStore } from './flow-store';
import type { RunStore } from './run-store';

export type Wanted = 'go' | { readonly skip: string } | { readonly hold: string };

export const HELD_BY_PAUSE = 'the flow is paused';

interface Needs {
  readonly flows: Pick<FlowStore, 'statusOf'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly catalogue: Catalogue;
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
  /** All events of these names that are stored for a person, whether the ring has turned for them or not. */
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
  readonly now: Clock;
}

/** Ends after which what was queued is not wanted any more. A run that came to its own end wants its mails. */
const UNWANTED = new Set(['goal', 'exit', 'stopped', 'merged', 'erased']);

/**
 * Everything that may have changed since an effect was queued, read again in the transaction that hands it
 * off: the flow, the run, what happened to the person meanwhile, and what the handler itself asks.
 */
export const createStillWanted = (needs: Needs) => {
  const flowSays = async (tx: Tx, flowId: string | null): Promise<Wanted> => {
    if (flowId === null) return 'go';
    const status = await needs.flows.statusOf(tx, flowId);
    if (status === 'paused') return { hold: HELD_BY_PAUSE };
    return status === 'live' ? 'go' : { skip: 'the flow was stopped' };
  };

  const runSays = async (tx: Tx, effect: OutboxEffect): Promise<Wanted> => {
    if (effect.runId === null) return 'go';
    const run = await needs.runs.get(tx, effect.runId);
    if (!run) return { skip: 'the run is gone' };
    const { because } = run.state;
    if (because && UNWANTED.has(because)) return { skip: `the run ended: ${because}` };
    const { definition } = await needs.catalogue.version(tx, run.flowId, run.version);
    const happened = await needs.history(tx, effect.profileId, exitNames(definition));
    const ended = Object.values(happened)
      .flat()
      .map((event) => endedBy(definition, { kind: 'event', event }, run.state))
      .find((reason) => reason !== undefined);
    return ended ? { skip: `the run ended: ${ended}` } : 'go';
  };

  const handlerSays = async (tx: Tx, effect: OutboxEffect): Promise<Wanted> => {
    const handler = needs.handlerOf(effect.kind);
    return handler ? handler.check(tx, effect) : { skip: `nobody carries out "${effect.kind}"` };
  };

  return async (tx: Tx, effect: OutboxEffect): Promise<Wanted> => {
    const { expiresAt } = effect.payload;
    if (typeof expiresAt === 'number' && expiresAt <= needs.now()) return { skip: 'too late' };
    for (const asked of [() => flowSays(tx, effect.flowId), () => runSays(tx, effect)]) {
      const wanted = await asked();
      if (wanted !== 'go') return wanted;
    }
    return handlerSays(tx, effect);
  };
};

export type StillWanted = ReturnType<typeof createStillWanted>;

const exitNames = ({ exits = [], goal }: FlowDefinition): readonly string[] => [
  ...new Set([...exits, ...(goal ? [goal] : [])].filter(isEventMatch).map(({ name }) => name)),
];
