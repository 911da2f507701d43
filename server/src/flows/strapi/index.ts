import { setImmediate } from 'node:timers/promises';

import type { Context } from 'koa';

import {
  flowSteps,
  type Conditions,
  type EventFact,
  type Facts,
  type FlowReferences,
  type FlowStepDefinition,
  type PopulationFigure,
  type Purpose,
  type Surroundings,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Audit } from '../../privacy';
import { isSensitive, staticListId, type Hindsight } from '../../segments';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createFlowEngine,
  createPost,
  createRehearse,
  createTallying,
  createWebhook,
  webhookSecret,
  type Advance,
  type CalledFor,
  type CalledPerson,
  type EffectHandler,
  type Flows,
  type HearTrialClick,
  type OurPeople,
  type Outbox,
  type OutboxEffect,
  type ProductNames,
  type Reach,
} from '..';
import { flowsDue } from './due';
import { entryTypes } from './entry-types';
import { watchEntries } from './entry-watch';
import { crossings, everybody, isStaticSegment, segmentMembers, viewers } from './segment-members';
import { createKnexRecordedStore } from './recorded-store';
import { ALIVE_EVERY_MS } from '../outbox/outbox';
import { settledAudiences } from '../starts/settled-audiences';
import { todayAudiences } from './today-audiences';
import { flowsServed } from './served';
import { runsServed } from './served-runs';
import { createKnexFlowStores } from './stores';
import { versionsServed } from './served-versions';
import { triedFlows } from './tried';

const TRIED_EVERY_MS = 3_600_000;

export interface FlowsFace {
  readonly flows: Flows;
  readonly outbox: Outbox;
  readonly advance: Advance;
  readonly onMerge: (tx: Tx, from: string, into: string) => Promise<void>;
  readonly hearTrialClick: HearTrialClick;
}

export interface FlowsNeeds {
  /** By kind of effect: those that leave the house. */
  readonly effects: () => Readonly<Record<string, EffectHandler>>;
  /** Kinds whose other side may hang. */
  readonly slowKinds: readonly string[];
  /** Whom webhooks tell about, and whether they may. */
  readonly personOf: (profileId: string, tx?: Tx) => Promise<CalledPerson | undefined>;
  readonly mayReach: (tx: Tx, profileId: string, purpose: Purpose) => Promise<boolean>;
  /** What steps change of a person. */
  readonly people: OurPeople;
  /** The person's own time zone; null where it is not known. */
  readonly zoneOf: (tx: Tx, profileId: string) => Promise<string | null>;
  /** All that is known of a person, for a branch to be judged on. */
  readonly facts: (tx: Tx, profileId: string) => Promise<Facts>;
  /** Which of what a flow names exists: asked when one is shown or published. */
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  /** Whether the ring has still to turn for what happened to this person. */
  readonly isTurnDue: (tx: Tx, profileId: string) => Promise<boolean>;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
  /** What was known of people at any moment: for rehearsals. */
  readonly hindsight: Pick<Hindsight, 'of'>;
  /** Whether something could have reached somebody. */
  readonly reachOf: (profileId: string) => Reach;
  /** Whether memberships say who is in a segment. */
  readonly isSettled: (segment: string, tx: Tx) => Promise<boolean>;
  readonly onSent: (tx: Tx, effect: OutboxEffect, messageId: string) => Promise<void>;
  readonly isEnvironmentHeld: () => Promise<boolean>;
  /** What an administrator knows people by. */
  readonly labels: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Writes down who looked at whom. */
  readonly look: Audit['look'];
  /** Whom a call of another program is about. */
  readonly personFor: (tx: Tx, person: CalledFor) => Promise<string | undefined>;
  /** Products by id, the most sold first. */
  readonly bestSellers: () => Promise<readonly string[]>;
  /** Turns the ring for these soon, without being waited for. */
  readonly advance: (profileIds: readonly string[]) => void;
  /** Throws for a caller of a public endpoint who shows no server key. */
  readonly refuseAllButServers: (ctx: Context, writeKey: string | undefined) => Promise<void>;
  /** What the shop calls its products, by id. */
  readonly productNames: ProductNames;
  /** Traits that are told to nobody. */
  readonly sensitive: () => Promise<readonly string[]>;
  /** Erases whom a trial has made and of whom nothing else is known. */
  readonly forgetTried: (profileId: string, since: number) => Promise<boolean>;
  /** Kinds of steps that extensions bring. */
  readonly steps?: readonly FlowStepDefinition[];
  /** The language of branches, with the kinds of extensions. */
  readonly conditions?: Conditions;
  /** Waits, within bounds, until it is known how these are spread among all people. */
  readonly figuresReady?: (figures: ReadonlyMap<string, PopulationFigure>) => Promise<void>;
}

export const composeFlows = (rim: Rim, needs: FlowsNeeds): SliceParts<FlowsFace> => {
  const { db, transact, now, newId, log, secrets, config } = rim;
  const steps = flowSteps(needs.steps, needs.conditions);
  const stores = createKnexFlowStores(db);
  const webhook = createWebhook({
    post: createPost({ allowed: config.webhooks.allow }),
    personOf: needs.personOf,
    mayReach: needs.mayReach,
    secrets,
    now,
  });
  const hidden = async () => {
    const sensitive = await needs.sensitive();
    return (path: string): boolean => isSensitive(path, sensitive);
  };
  const engine = createFlowEngine({
    ...{ hidden, productNames: needs.productNames },
    ...{ stores, steps, transact, now, newId, log, secrets },
    handlerOf: (kind) => (kind === 'webhook' ? webhook : needs.effects()[kind]),
    slowKinds: () => ['webhook', ...needs.slowKinds],
    people: {
      ...needs.people,
      setMember: async (tx, profileId, segment, on) =>
        (await isStaticSegment(tx, segment)) && needs.people.setMember(tx, profileId, segment, on),
    },
    audiences: {
      members: async (tx, segment, after, limit) =>
        (await needs.isSettled(segment, tx)) ? segmentMembers(tx, segment, after, limit) : [],
      everybody,
      viewers,
    },
    todayAudiences: settledAudiences(todayAudiences, needs.isSettled),
    personFor: needs.personFor,
    bestSellers: needs.bestSellers,
    zoneOf: needs.zoneOf,
    history: needs.history,
    surroundings: needs.surroundings,
    facts: needs.facts,
    queue: needs.queue,
    standing: { isTurnDue: needs.isTurnDue, crossings },
    advanceSoon: needs.advance,
    onSent: needs.onSent,
    isEnvironmentHeld: needs.isEnvironmentHeld,
    figuresReady: needs.figuresReady,
  });
  const { flows } = engine;
  const breathe = (): Promise<void> => setImmediate();
  const rehearse = createRehearse({
    ...{ store: stores.flows, steps, breathe, now, checking: flows },
    surroundings: needs.surroundings,
    hindsight: needs.hindsight,
    recorded: createKnexRecordedStore(db, breathe),
    reachOf: needs.reachOf,
    listId: staticListId,
    ...{ hidden, productNames: needs.productNames },
  });
  const outbox = engine.openOutbox(newId());
  const due = flowsDue(db);
  watchEntries(rim.strapi, config.catalogue, engine.entries);

  return {
    face: {
      ...{ flows, outbox, advance: engine.advance, onMerge: engine.onMerge },
      hearTrialClick: engine.hearTrialClick,
    },
    served: [
      ...flowsServed({
        ...{ flows, steps, call: engine.call, trial: engine.trial },
        entryTypes: () => entryTypes(rim.strapi),
        secretFor: (url) => webhookSecret(secrets, url),
        refuseAllButServers: needs.refuseAllButServers,
      }),
      ...runsServed({
        flows,
        outbox,
        rehearse,
        review: engine.review,
        previewEffect: engine.previewEffect,
        revenue: engine.revenue,
        story: engine.story,
        labels: needs.labels,
        look: needs.look,
      }),
      ...versionsServed(engine.versions),
    ],
    ticks: [
      {
        name: 'tried',
        everyMs: TRIED_EVERY_MS,
        async run(at) {
          for (const { profileId, since } of await triedFlows(db, at))
            await needs.forgetTried(profileId, since);
        },
      },
      { name: 'alive', everyMs: ALIVE_EVERY_MS, run: () => outbox.keepAlive() },
      { name: 'recovery', everyMs: 2_000, due: due.recovery, run: () => outbox.recover() },
      { name: 'schedules', everyMs: 1_000, due: due.schedules, run: () => engine.schedule.work() },
      {
        name: 'tallies',
        everyMs: 1_000,
        due: due.tallies,
        run: createTallying({ store: stores.tallies, transact, now }),
      },
      { name: 'draining', everyMs: 5_000, due: due.draining, run: () => flows.finishDraining() },
      {
        name: 'entries',
        everyMs: 1_000,
        // Entries are written where the panel is served.
        everywhere: true,
        due: due.entries,
        run: () => engine.entries.look(),
      },
      { name: 'calls', everyMs: 600_000, run: engine.forgetCalls },
      { name: 'outbox', everyMs: 1_000, due: due.outbox, run: () => outbox.work() },
      { name: 'outbox-slow', everyMs: 1_000, due: due.outbox, run: () => outbox.workSlow() },
    ],
    drain: () => outbox.drain(),
    async health() {
      const { oldestDueAt, ...figures } = await outbox.figures();
      return { outboxAge: oldestDueAt === null ? 0 : Math.max(0, now() - oldestDueAt), outbox: figures };
    },
  };
};
