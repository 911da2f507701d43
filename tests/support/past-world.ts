import { noFacts, type EventFact, type FlowDefinition, type JsonObject } from '../../plugin/src';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { createRehearse, type FlowInput, type Reach } from '../../server/src/flows';
import { createKnexRecordedStore } from '../../server/src/flows/strapi/recorded-store';
import { flowsTables } from '../../server/src/flows/strapi/tables';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { createCatalogueReader, createHindsight, staticListId } from '../../server/src/segments';
import { createKnexCrossingLog } from '../../server/src/segments/strapi/crossing-log';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import { openDatabase } from './database';
import { createFlowWorld } from './flow-world';

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Something that a person does by themselves, or because a mail came. */
export interface Scripted {
  readonly id: string;
  readonly traits?: JsonObject;
  readonly events: readonly EventFact[];
  /** So long after each mail, its link is followed. */
  readonly clicksAfter?: number;
  /** How late each turn comes, as behind a heartbeat; not at all when left out. */
  readonly late?: number;
}

const inTime = (a: EventFact, b: EventFact): number => a.at - b.at;

/** A world of flows whose people and events are kept as in a real one, so that what was can be rehearsed. */
export const openPastWorld = async (url?: string) => {
  const database = await openDatabase([profilesTables, eventsTables, segmentsTables, flowsTables], url);
  const { db } = database;
  const world = createFlowWorld(database);
  const now = () => world.now;
  const segmentStore = createKnexSegmentStore(db, () => `s${Math.random()}`);
  const hindsight = createHindsight({
    catalogue: createCatalogueReader({ store: segmentStore, conditions: world.steps.conditions }),
    conditions: world.steps.conditions,
    people: createKnexPeople(db),
    log: createKnexCrossingLog(db),
    now,
    retentionDays: 365,
  });
  const reach: { of: Reach } = { of: async () => undefined };
  const recorded = createKnexRecordedStore(db, breathe);
  const rehearse = createRehearse({
    ...{ store: world.store, steps: world.steps, checking: world.flows, hindsight, recorded, breathe },
    surroundings: async ({ templates, segments, connections }) => ({
      ...{ templates, segments, connections, lists: segments },
    }),
    ...{ productNames: async () => new Map(), hidden: async () => () => false },
    reachOf: () => reach.of,
    listId: staticListId,
    now: Date.now,
  });

  const person = (id: string, traits: JsonObject = {}) =>
    db('attune_profiles').insert({
      ...{ id, traits: JSON.stringify(traits), consent: '{}', search: id },
      ...{ created_at: 0, first_seen_at: 0, last_seen_at: 0 },
    });
  let messages = 0;
  const remember = (profileId: string, { name, at, properties }: EventFact) =>
    db('attune_events').insert({
      ...{
        message_id: `m${(messages += 1)}`,
        profile_id: profileId,
        type: 'track',
        name,
        at,
        received_at: at,
      },
      ...{ proven: true, properties: JSON.stringify(properties), context: '{}', handled: true },
    });

  /** Lives one person's days through the real engine: a turn at every moment at which something is due. */
  const live = async (
    { id, traits = {}, events, clicksAfter, late = 0 }: Scripted,
    to: number,
  ): Promise<void> => {
    await person(id, traits);
    const ahead = [...events].sort(inTime);
    const happened: EventFact[] = [];
    let until: number | null = null;
    let sent = world.sent.length;
    for (;;) {
      const [row] = await db('attune_outbox')
        .where({ profile_id: id, status: 'queued' })
        .min<{ due: number | string | null }[]>({ due: 'due_at' });
      const postponed = row?.due ?? null;
      const next = Math.min(
        ...[ahead[0]?.at ?? Infinity, until ?? Infinity, postponed === null ? Infinity : Number(postponed)],
      );
      if (next > to) return;
      world.now = Math.max(world.now, next) + late;
      const due = ahead.splice(0, ahead.filter(({ at }) => at <= world.now).length);
      for (const event of due) await remember(id, event);
      happened.push(...due);
      let heard = due.map((event): FlowInput => ({ kind: 'event', event }));
      for (let again = true; again; heard = []) {
        const byName: Record<string, EventFact[]> = {};
        for (const event of happened) (byName[event.name] ??= []).push(event);
        world.history = { [id]: happened };
        world.facts = {
          ...noFacts(),
          profile: { id, createdAt: 0, timezone: null },
          ...{ traits, events: byName },
        };
        world.queued.length = 0;
        ({ until } = await world.turn(id, ...heard));
        await world.work();
        again = world.queued.length > 0 || (until !== null && until <= world.now);
      }
      for (const effect of world.sent.slice(sent)) {
        // As the product does: the ring hears of each mail that went.
        ahead.push({ name: 'Email Sent', at: world.now, properties: { effect_id: effect } });
        if (clicksAfter === undefined) continue;
        const properties = { effect_id: effect, link_url: 'https://shop.example/' };
        ahead.push({ name: 'Email Clicked', at: world.now + clicksAfter, properties });
      }
      sent = world.sent.length;
      ahead.sort(inTime);
    }
  };

  return Object.assign(world, {
    ...{ database, hindsight, recorded, reach, person, remember, livePerson: live },
    rehearse: (flowId: string, from: number, to: number, draft?: FlowDefinition) =>
      rehearse(flowId, { from, to, patience: 30_000, ...(draft && { draft }) }),
    rehearsePart: rehearse,
    stop: database.stop,
  });
};

export type PastWorld = Awaited<ReturnType<typeof openPastWorld>>;
