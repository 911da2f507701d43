import {
  flowSteps,
  type Conditions,
  type EventFact,
  type FlowReferences,
  type FlowStepDefinition,
  type PopulationFigure,
  type Surroundings,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Audit } from '../../privacy';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createAdvance,
  createCatalogue,
  createFlows,
  createMerging,
  createOutbox,
  createSchedule,
  createStillWanted,
  createStories,
  createTallying,
  createVersions,
  flowTemplates,
  type Advance,
  type EffectHandler,
  type Flows,
  type Outbox,
  type OutboxEffect,
} from '..';
import { createKnexFlowStore } from './flow-store';
import { createKnexOutboxStore } from './outbox-store';
import { createKnexRunStore } from './run-store';
import { createKnexScheduleStore } from './schedule-store';
import { segmentMembers } from './segment-members';
import { flowsServed } from './served';
import { runsServed } from './served-runs';
import { versionsServed } from './served-versions';
import { createKnexTallyStore } from './tally-store';

export interface FlowsFace {
  readonly flows: Flows;
  readonly outbox: Outbox;
  readonly advance: Advance;
  readonly onMerge: (tx: Tx, from: string, into: string) => Promise<void>;
}

export interface FlowsNeeds {
  /** By kind of effect. */
  readonly effects: () => Readonly<Record<string, EffectHandler>>;
  /** Which of what a flow names exists: asked when one is shown or published. */
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
  readonly onSent: (tx: Tx, effect: OutboxEffect, messageId: string) => Promise<void>;
  readonly isEnvironmentHeld: () => Promise<boolean>;
  /** What an administrator knows people by. */
  readonly labels: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Writes down who looked at whom. */
  readonly look: Audit['look'];
  /** Kinds of steps that extensions bring. */
  readonly steps?: readonly FlowStepDefinition[];
  /** The language of branches, with the kinds of extensions. */
  readonly conditions?: Conditions;
  /** Waits, within bounds, until it is known how these are spread among all people. */
  readonly figuresReady?: (figures: ReadonlyMap<string, PopulationFigure>) => Promise<void>;
}

export const composeFlows = (rim: Rim, needs: FlowsNeeds): SliceParts<FlowsFace> => {
  const { db, transact, now, newId, log } = rim;
  const steps = flowSteps(needs.steps, needs.conditions);
  const store = createKnexFlowStore(db);
  const runs = createKnexRunStore(db);
  const outboxStore = createKnexOutboxStore(db);
  const schedule = createKnexScheduleStore(db);
  const catalogue = createCatalogue(store, steps);
  const handlerOf = (kind: string): EffectHandler | undefined => needs.effects()[kind];

  const outbox = createOutbox({
    store: outboxStore,
    transact,
    handlerOf,
    stillWanted: createStillWanted({ flows: store, runs, catalogue, handlerOf, history: needs.history, now }),
    isEnvironmentHeld: needs.isEnvironmentHeld,
    onSent: needs.onSent,
    processId: newId(),
    now,
    log,
  });
  const flows = createFlows({
    store,
    runs,
    outbox: outboxStore,
    catalogue,
    steps,
    templates: flowTemplates,
    surroundings: needs.surroundings,
    queue: needs.queue,
    figuresReady: needs.figuresReady,
    transact,
    now,
    newId,
  });
  const schedules = createSchedule({
    store: schedule,
    catalogue,
    transact,
    members: segmentMembers,
    queue: needs.queue,
    now,
  });

  return {
    face: {
      flows,
      outbox,
      advance: createAdvance({ flows: store, runs, outbox: outboxStore, schedule, catalogue, newId }),
      onMerge: createMerging({ runs, outbox: outboxStore, schedule, catalogue, now }),
    },
    served: [
      ...flowsServed(flows, steps),
      ...runsServed({
        flows,
        outbox,
        story: createStories({ store, runs, catalogue, steps, history: needs.history, transact }),
        labels: needs.labels,
        look: needs.look,
      }),
      ...versionsServed(createVersions({ store, runs, flows, steps })),
    ],
    ticks: [
      { name: 'alive', everyMs: 2_000, run: () => outbox.keepAlive() },
      { name: 'schedules', everyMs: 1_000, run: () => schedules.work() },
      {
        name: 'tallies',
        everyMs: 1_000,
        run: createTallying({ store: createKnexTallyStore(db), transact, now }),
      },
      { name: 'outbox', everyMs: 1_000, run: () => outbox.work() },
    ],
    drain: () => outbox.drain(),
    async health() {
      const { oldestDueAt, ...figures } = await outbox.figures();
      return { outboxAge: oldestDueAt === null ? 0 : Math.max(0, now() - oldestDueAt), outbox: figures };
    },
  };
};
