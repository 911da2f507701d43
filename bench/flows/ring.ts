import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';
import { v7 } from 'uuid';

import { createConditions, flowSteps, noFacts, type FlowDefinition } from '../../plugin/src';
import { createCarts } from '../../server/src/carts';
import { createKnexCarts } from '../../server/src/carts/strapi/cart-store';
import { cartsTables } from '../../server/src/carts/strapi/tables';
import { createEvents } from '../../server/src/events';
import { createKnexEventStore } from '../../server/src/events/strapi/event-store';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { createFlowEngine } from '../../server/src/flows';
import { createKnexFlowStores } from '../../server/src/flows/strapi/stores';
import { crossings, everybody, segmentMembers, viewers } from '../../server/src/flows/strapi/segment-members';
import { flowsTables } from '../../server/src/flows/strapi/tables';
import { todayAudiences } from '../../server/src/flows/strapi/today-audiences';
import { createProfiles, createTags, ONLY_TIME } from '../../server/src/profiles';
import { createKnexListStore } from '../../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { createKnexTags } from '../../server/src/profiles/strapi/tag-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import type { HandOut } from '../../server/src/queue';
import { createSegments } from '../../server/src/segments';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import { createAdvance } from '../../server/src/strapi/ring/advance';
import { createTransact } from '../../server/src/strapi/database';
import { migrate } from '../../server/src/strapi/migrations';
import { createPersonFacts } from '../../server/src/strapi/ring/person-facts';
import { createSecrets } from '../../server/src/strapi/secrets';
import { createTurn } from '../../server/src/strapi/ring/turn';
import { seedOf, takeSeed } from './plant';

const HOUR = 3_600_000;
const log = { debug() {}, info() {}, warn() {}, error: console.error };

/** An hour, a mail, a day: what a run does when its hour is over is what is measured. */
const REMINDER: FlowDefinition = {
  trigger: { kind: 'api' },
  start: 'hour',
  steps: {
    hour: { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'send-email', template: 'reminder', next: 'day' },
    day: { kind: 'wait', for: '1d', next: 'end' },
    end: { kind: 'end' },
  },
};

const tables = [profilesTables, eventsTables, cartsTables, segmentsTables, flowsTables];

interface Given {
  /** Hands work out; without it the database is the queue. */
  readonly handOut?: HandOut;
  /** One that another ring goes by as well. */
  readonly clock?: { now: number };
}

/** The ring as the product composes it, over its real stores, without a Strapi; its clock is the bench's. */
export const openRing = async (db: Knex, given: Given = {}) => {
  const { handOut, clock = { now: Date.now() } } = given;
  await migrate(
    db,
    tables.flatMap(({ migrations }) => migrations),
  );
  const now = () => clock.now;
  const breathe = () => setImmediate();
  const transact = createTransact(db);
  const queue = createKnexQueueStore(db);
  const profiles = createProfiles({
    ...{ store: createKnexProfileStore(db), lists: createKnexListStore(db), queue, now, newId: v7, breathe },
    isErased: async () => false,
  });
  const events = createEvents({
    store: createKnexEventStore(db),
    queue: queue.schedule,
    now,
  });
  const segments = createSegments({
    store: createKnexSegmentStore(db, v7),
    people: createKnexPeople(db),
    ...{ conditions: createConditions(), transact, now, newId: v7, log, breathe },
    queueEach: queue.schedule,
    waiting: async () => 0,
    heard: async () => false,
    usedBy: async () => [],
  });
  const carts = createCarts({
    ...{ store: createKnexCarts(db), history: events.history, now },
    orderedElsewhere: async () => {},
  });
  const tags = createTags({ store: createKnexTags(db), profiles, transact, now });
  let made = 0;
  const engine = createFlowEngine({
    stores: createKnexFlowStores(db),
    steps: flowSteps(),
    handlerOf: () => ({
      check: async () => 'go',
      deliver: async ({ id }) => ({ outcome: 'sent', messageId: id }),
    }),
    slowKinds: () => [],
    people: { applyTraits: async () => {}, setTag: async () => {}, setMember: async () => true },
    bestSellers: async () => [],
    personFor: async (_tx, person) => ('profileId' in person ? person.profileId : undefined),
    zoneOf: async () => null,
    facts: async () => noFacts(),
    history: events.history,
    ...{ productNames: async () => new Map(), hidden: async () => () => false },
    audiences: { members: segmentMembers, everybody, viewers },
    todayAudiences,
    surroundings: async ({ templates, connections, segments: named }) => ({
      ...{ templates, connections, segments: named, lists: named },
    }),
    queue: (tx, ids, dueAt) => profiles.queue(tx, ids, dueAt, ONLY_TIME),
    standing: { isTurnDue: async () => false, crossings },
    advanceSoon: () => {},
    onSent: async () => {},
    isEnvironmentHeld: async () => false,
    secrets: createSecrets('a secret of the bench alone'),
    ...{ transact, now, log },
    newId: () => (made++ === 0 ? 'flow' : seedOf('run')),
  });
  const ring = createAdvance({
    ...{ queue, handOut, transact, now, log },
    tryLock: profiles.tryLock,
    turn: createTurn({
      ...{ events, carts, segments, advanceFlows: engine.advance },
      facts: createPersonFacts({
        ...{ profiles, tags, events, segments },
        products: { of: async () => ({}) },
        populations: () => ({}),
      }),
    }),
  });

  /** One person whose run waits, lived through the engine: the others are made after this one. */
  const seed = async () => {
    const { id: flowId } = await engine.flows.create({ key: 'reminder', name: 'Reminder', draft: REMINDER });
    await engine.flows.publish(flowId);
    const at = clock.now;
    await db('attune_profiles').insert({
      ...{ id: seedOf('person'), traits: '{}', consent: '{}', search: '' },
      ...{ created_at: at, first_seen_at: at, last_seen_at: at },
    });
    await engine.call(flowId, { person: { profileId: seedOf('person') } });
    await ring.tick.run(at);
    clock.now += HOUR;
    return takeSeed(db, ['attune_profiles', 'attune_runs', 'attune_profile_queue']);
  };

  return { clock, ring, queue, seed };
};
