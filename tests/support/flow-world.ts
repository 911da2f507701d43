import { createHash } from 'node:crypto';

import {
  flowSteps,
  noFacts,
  PluginError,
  type EventFact,
  type Facts,
  type FlowDefinition,
  type FlowStepDefinition,
  type JsonObject,
} from '../../plugin/src';
import type { Crossing, Delivery, EffectHandler, FlowInput, OutboxEffect } from '../../server/src/flows';
import { createFlowEngine } from '../../server/src/flows';
import { createKnexFlowStores } from '../../server/src/flows/strapi/stores';
import type { TestDatabase } from './database';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const byName = (events: readonly EventFact[]): Record<string, EventFact[]> => {
  const named: Record<string, EventFact[]> = {};
  for (const event of events) (named[event.name] ??= []).push(event);
  return named;
};

/** The slice on a real database, with a clock that the test moves and a mail that does as it is told. */
export const createFlowWorld = (database: TestDatabase, extensions: readonly FlowStepDefinition[] = []) => {
  const { db, transact } = database;
  const world = {
    now: Date.parse('2026-06-01T06:59:00Z'),
    held: false,
    history: {} as Record<string, EventFact[]>,
    members: [] as string[],
    people: [] as string[],
    viewers: {} as Record<string, string[]>,
    queued: [] as string[],
    /** Whom the ring has still to turn for. */
    due: new Set<string>(),
    crossings: {} as Record<string, Crossing[]>,
    since: {} as Record<string, number>,
    traits: {} as Record<string, JsonObject>,
    found: (of: string): object =>
      of === 'segment' ? world.since : of === 'trait' ? world.traits : world.history,
    zones: {} as Record<string, string>,
    facts: noFacts() as Facts,
    sent: [] as string[],
    called: [] as string[],
    changed: [] as unknown[],
    refuse: false,
    drawn: (value: string) => createHash('sha256').update(value).digest('hex'),
    call: async (_effect: OutboxEffect): Promise<Delivery> => ({ outcome: 'sent', messageId: '200' }),
    check: async (_effect: OutboxEffect): Promise<'go' | { skip: string }> => 'go',
    deliver: async (effect: OutboxEffect): Promise<Delivery> => ({
      outcome: 'sent',
      messageId: `<${effect.id}>`,
    }),
  };
  let id = 0;
  const now = () => world.now;
  const newId = () => `id${(id += 1).toString().padStart(4, '0')}`;
  const queue = async (_tx: unknown, ids: readonly string[]) => void world.queued.push(...ids);
  const mail: EffectHandler = {
    check: (_tx, effect) => world.check(effect),
    async deliver(effect) {
      const delivery = await world.deliver(effect);
      if (delivery.outcome === 'sent') world.sent.push(effect.id);
      return delivery;
    },
  };
  const hook: EffectHandler = {
    repeatable: true,
    check: async () => 'go',
    deliver(effect) {
      world.called.push(effect.id);
      return world.call(effect);
    },
  };
  const candidates = (of: string, after: string, limit: number) =>
    Object.keys(world.found(of))
      .filter((each) => each > after)
      .slice(0, limit)
      .map((profileId) => ({
        ...{ profileId, timezone: world.zones[profileId] ?? null, traits: world.traits[profileId] ?? {} },
        crossedAt: of === 'segment' ? (world.since[profileId] ?? null) : null,
      }));
  const handlerOf = (kind: string) =>
    kind === 'send-email' ? mail : kind === 'webhook' || kind === 'crm-list' ? hook : undefined;
  const stores = createKnexFlowStores(db);
  const { flows: store } = stores;
  const steps = flowSteps(extensions);
  const engine = createFlowEngine({
    ...{ stores, steps },
    ...{ productNames: async () => new Map(), hidden: async () => () => false },
    ...{ handlerOf, queue, transact, now, newId, log: quiet },
    facts: async () => world.facts,
    standing: {
      isTurnDue: async (_tx, profileId) => world.due.has(profileId),
      crossings: async (_tx, profileId, segments, after) =>
        (world.crossings[profileId] ?? []).filter(
          ({ segment, at }) => segments.includes(segment) && at > after,
        ),
    },
    slowKinds: () => ['webhook', 'crm-list'],
    people: {
      async applyTraits(_tx, profileId, traits) {
        if (world.refuse) throw new PluginError('too-large', 'Too much.');
        world.changed.push([profileId, traits]);
      },
      setTag: async (_tx, profileId, tag, on) => void world.changed.push([profileId, tag, on]),
      setMember: async (_tx, profileId, segment, on) => {
        world.changed.push([profileId, segment, on]);
        return segment !== 'gone';
      },
    },
    secrets: { hash: (_purpose, value) => world.drawn(value) },
    bestSellers: async () => ['KETTLE', 'MUG', 'TEA'],
    personFor: async (_tx, person) => ('userId' in person ? person.userId : undefined),
    zoneOf: async (_tx, profileId) => world.zones[profileId] ?? null,
    history: async (_tx, profileId) => byName(world.history[profileId] ?? []),
    audiences: {
      everybody: async (_tx, after) => world.people.filter((each) => each > after),
      viewers: async (_tx, productId) => world.viewers[productId] ?? [],
      members: async (_tx, _segment, after, limit) =>
        world.members.filter((each) => each > after).slice(0, limit),
    },
    todayAudiences: {
      people: async (_tx, { of }, after, limit) => candidates(of, after, limit),
      sample: async (_tx, { of }, most) => candidates(of, '', most),
      count: async (_tx, { of }) => Object.keys(world.found(of)).length,
    },
    surroundings: async ({ templates, segments, connections }) => ({
      ...{ templates, segments, connections, lists: segments },
    }),
    advanceSoon: () => {},
    onSent: async () => {},
    isEnvironmentHeld: async () => world.held,
  });
  const { flows, entries, schedule, openOutbox } = engine;
  const outbox = openOutbox('me');
  return Object.assign(world, {
    ...{
      review: engine.review,
      apiCall: engine.call,
      forgetCalls: engine.forgetCalls,
      trial: engine.trial,
      hearTrialClick: engine.hearTrialClick,
      entries,
      story: engine.story,
      versions: engine.versions,
      revenue: engine.revenue,
    },
    ...{ db, flows, outbox, openOutbox, schedule, store, steps },
    async turn(profileId: string, ...inputs: FlowInput[]) {
      const turn = { profileId, inputs, facts: async () => world.facts };
      const untils = await transact((tx) => engine.advance(tx, [turn], now()));
      return { until: untils.get(profileId) ?? null };
    },
    merge: (from: string, into: string) => transact((tx) => engine.onMerge(tx, from, into)),
    async work() {
      await outbox.work();
      await outbox.workSlow();
      await outbox.idle();
    },
    async live(draft: FlowDefinition, key = 'flow') {
      const { id: flowId } = await flows.create({ key, name: key, draft });
      await flows.publish(flowId);
      return flowId;
    },
    statuses: async () =>
      (await db('attune_outbox').orderBy('id').select('status', 'reason')).map(
        ({ status, reason }: { status: string; reason: string | null }) =>
          reason ? `${status}: ${reason}` : status,
      ),
  });
};
