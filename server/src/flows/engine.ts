import type {
  EventFact,
  Facts,
  FlowReferences,
  FlowSteps,
  PopulationFigure,
  Surroundings,
} from '../../../plugin/src';
import type { Clock, Log, NewId, Secrets, Transact, Tx } from '../ports';
import { createAdvance } from './turn/advance';
import { createAfterGoal } from './outbox/after-goal';
import type { AlarmStore } from './starts/alarm-store';
import type { CallStore } from './starts/call-store';
import { createCalling, createForgetCalls, type CalledFor } from './starts/calling';
import { createCatalogue } from './catalogue';
import type { EffectHandler, InwardHandler, OutboxEffect } from './outbox/effect';
import type { CodeStore } from './effects/code-store';
import { createDiscountCode } from './effects/discount-code';
import { createPeopleEffects, type OurPeople } from './effects/our-data';
import { createStartFlow } from './effects/start-flow';
import { createEntries } from './starts/entries';
import type { FlowStore } from './flow-store';
import { createFlows } from './flows';
import { createForesight } from './starts/foresight';
import { createMerging } from './turn/merging';
import { createOutbox } from './outbox/outbox';
import type { OutboxStore } from './outbox/outbox-store';
import type { PaceStore } from './outbox/pace-store';
import { createPreviewEffect } from './outbox/effect-preview';
import { createOrderCounting } from './revenue/order-counting';
import { createRevenue } from './revenue/revenue';
import type { RevenueStore } from './revenue/revenue-store';
import { createReview } from './outbox/review';
import type { RunStore } from './turn/run-store';
import { createSchedule, type Audiences } from './starts/schedule';
import type { ScheduleStore } from './starts/schedule-store';
import { createSending } from './outbox/sending';
import { createStillWanted, type Standing } from './outbox/still-wanted';
import type { ProductNames } from './stories/name-products';
import { createStories } from './stories/stories';
import type { TallyStore } from './tallies';
import { flowTemplates } from './templates';
import { createToday, type TodayAudiences } from './starts/today';
import { createTrialClicks } from './starts/trial-clicks';
import { createTrials } from './starts/trials';
import { createWriting } from './turn/writing';
import { createVersions } from './publishing/versions';
import { createWakeWaiting } from './turn/wake-waiting';

/** All that flows keep. */
export interface FlowStores {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly outbox: OutboxStore;
  readonly calls: CallStore;
  readonly alarms: AlarmStore;
  readonly codes: CodeStore;
  readonly slots: ScheduleStore;
  readonly paces: PaceStore;
  readonly revenue: RevenueStore;
  readonly tallies: TallyStore;
}

export interface FlowEngineNeeds {
  readonly stores: FlowStores;
  readonly steps: FlowSteps;
  /** Who carries out effects of a kind that leave the house. */
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
  /** Kinds whose other side may hang. */
  readonly slowKinds: () => readonly string[];
  /** What steps change of a person. */
  readonly people: OurPeople;
  readonly personFor: (tx: Tx, person: CalledFor) => Promise<string | undefined>;
  /** Products by id, the most sold first. */
  readonly bestSellers: () => Promise<readonly string[]>;
  /** The person's own zone; null where it is not known. */
  readonly zoneOf: (tx: Tx, profileId: string) => Promise<string | null>;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
  /** All that is known of a person, for a branch to be judged on. */
  readonly facts: (tx: Tx, profileId: string) => Promise<Facts>;
  readonly audiences: Audiences;
  readonly todayAudiences: TodayAudiences;
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly standing: Standing;
  /** Turns the ring for these soon, without being waited for. */
  readonly advanceSoon: (profileIds: readonly string[]) => void;
  readonly onSent: (tx: Tx, effect: OutboxEffect, messageId: string) => Promise<void>;
  readonly isEnvironmentHeld: () => Promise<boolean>;
  readonly productNames: ProductNames;
  /** Whether a property of an event may be told to nobody. */
  readonly hidden: () => Promise<(path: string) => boolean>;
  readonly figuresReady?: (figures: ReadonlyMap<string, PopulationFigure>) => Promise<void>;
  readonly secrets: Pick<Secrets, 'hash'>;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/** The slice put together, over whatever its ports are given: a Strapi's, or a test's with a clock of its own. */
export const createFlowEngine = (needs: FlowEngineNeeds) => {
  const { stores, steps, handlerOf, queue, history, transact, now, newId } = needs;
  const { flows: store, runs, outbox, calls, alarms, codes, slots, paces, revenue } = stores;
  const catalogue = createCatalogue(store, steps);
  const inward: Readonly<Record<string, InwardHandler>> = {
    ...createPeopleEffects(needs.people),
    'discount-code': createDiscountCode({ codes, secrets: needs.secrets, now }),
    'start-flow': createStartFlow({ flows: store, calls, queue, now }),
  };
  const sending = createSending({ outbox, paces, zoneOf: needs.zoneOf, now });
  const onSettled = createWakeWaiting({ runs, queue, now });
  const orders = createOrderCounting(revenue);
  const afterGoal = createAfterGoal({ runs, outbox, catalogue, history });
  const today = createToday({ audiences: needs.todayAudiences, runs, history });
  const flows = createFlows({
    ...{ store, runs, outbox, catalogue, steps, queue, transact, now, newId },
    templates: flowTemplates,
    surroundings: needs.surroundings,
    figuresReady: needs.figuresReady,
    calls,
    today,
    async forgetStarts(tx, flowId) {
      await slots.close(tx, flowId);
      await calls.forget(tx, flowId);
      await alarms.forget(tx, flowId);
    },
    startToday: (tx, flow, how) => slots.add(tx, { ...flow, event: null, today: how }),
    lookAhead: (tx, flowId, version, at) => slots.add(tx, { flowId, version, at, event: null }),
  });
  return {
    flows,
    /** A process's own hand in the outbox. */
    openOutbox: (processId: string) =>
      createOutbox({
        ...{ store: outbox, handlerOf, transact, processId, now, log: needs.log },
        stillWanted: createStillWanted({
          ...{ flows: store, runs, catalogue, handlerOf, history, sending, now },
          standing: needs.standing,
        }),
        slowKinds: needs.slowKinds,
        onSettled,
        isEnvironmentHeld: needs.isEnvironmentHeld,
        async onSent(tx, effect, messageId) {
          await afterGoal(tx, effect);
          await needs.onSent(tx, effect, messageId);
        },
      }),
    review: createReview({ store: outbox, transact, onSettled }),
    previewEffect: createPreviewEffect({ store: outbox, handlerOf }),
    advance: createAdvance({
      ...{ flows: store, runs, outbox, calls, catalogue, newId },
      foresee: createForesight({ alarms, runs }),
      inward: (kind) => inward[kind],
      codeOf: codes.of,
      onGoal: outbox.noteAfterGoal,
      countOrders: orders.take,
    }),
    onMerge: createMerging({ runs, outbox, calls, codes, alarms, orders, catalogue, now }),
    call: createCalling({
      ...{ flows: store, catalogue, calls, queue, transact, now, newId },
      personFor: needs.personFor,
      advance: needs.advanceSoon,
    }),
    forgetCalls: createForgetCalls({ calls, transact, now }),
    trial: createTrials({
      ...{ flows, store, calls, steps, queue, transact, now, newId },
      bestSellers: needs.bestSellers,
      personFor: needs.personFor,
      advance: needs.advanceSoon,
    }),
    hearTrialClick: createTrialClicks({
      ...{ store, runs, catalogue, queue, now },
      facts: needs.facts,
      write: createWriting({ runs, outbox, inward: (kind) => inward[kind] }),
    }),
    entries: createEntries({ flows: store, catalogue, slots, transact, now }),
    schedule: createSchedule({
      ...{ store: slots, calls, today, catalogue, transact, queue, now },
      ...needs.audiences,
    }),
    story: createStories({
      ...{ store, runs, catalogue, steps, history, transact },
      ...{ productNames: needs.productNames, hidden: needs.hidden, names: flows.names },
    }),
    versions: createVersions({ store, runs, flows, steps }),
    revenue: createRevenue({ flows: store, catalogue, tallies: stores.tallies, sums: revenue.sums }),
  };
};
