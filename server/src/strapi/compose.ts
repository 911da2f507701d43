import { composeCarts } from '../carts/strapi';
import { composeConnectors } from '../connectors/strapi';
import { composeEmails } from '../emails/strapi';
import { composeEvents, composeVisitorTokens } from '../events/strapi';
import { credentialsOf } from '../events/strapi/credentials';
import { createSessionUser } from '../events/strapi/session-user';
import { composeContent, type ContentFace } from '../content/strapi';
import type { Lane } from '../content/strapi/lane';
import { eventTimeline } from '../events/strapi/timeline';
import { composeFlows } from '../flows/strapi';
import { flowTimeline } from '../flows/strapi/timeline';
import { composeAudit } from '../privacy/strapi/audit';
import { composePrivacy, composeSuppressions } from '../privacy/strapi';
import { consentTimeline } from '../privacy/strapi/consent-timeline';
import { composeProfiles } from '../profiles/strapi';
import { ONLY_TIME } from '../profiles';
import { composePeople } from '../profiles/strapi/people';
import { composeSegments } from '../segments/strapi';
import { segmentTimeline } from '../segments/strapi/timeline';
import { composeSettings } from '../settings/strapi';
import { createAdvance, type Advance } from './ring/advance';
import { allTables } from './all-tables';
import { assemble, type Ring } from './assemble';
import { createForesight, createVisitors } from './content-needs';
import { extensionsAt } from './extensions';
import {
  createCalledPerson,
  createEmailSent,
  createOurPeople,
  createPersonFor,
  createReachOf,
  createServersOnly,
  createSurroundings,
} from './flow-needs';
import { createAskDue } from './due';
import { createHealth } from './health';
import { createHeartbeat } from './heartbeat';
import { composeQueue } from './queue';
import type { Rim } from './rim';
import type { SliceParts } from './slice';
import { createSegmenting } from './segmenting';
import { createPersonFacts } from './ring/person-facts';
import { createTableSizes } from './table-sizes';
import { createTurn } from './ring/turn';
import { createUses } from './uses';
import { createVisitorReads } from './visitor-reads';

/** A flow goes live with the figures it asks for, or after this long without them. */
const FIGURES_MS = 20_000;

/** Builds the slices along the ring, each given the faces of those before it. */
export const compose = (rim: Rim, lane?: Lane): Ring => {
  const parts: SliceParts<unknown>[] = [];
  const add = <Face>(part: SliceParts<Face>): Face => {
    parts.push(part);
    return part.face;
  };

  const declared = allTables.flatMap(({ tables }) => tables);
  const tableSizes = createTableSizes(
    rim.db,
    declared.map(({ table }) => table),
    rim.now,
  );
  const health = createHealth({ parts, tableSizes, now: rim.now, lastBeat: () => heartbeat.lastBeat() });
  const uses = createUses(
    () => flows,
    () => content.usage,
  );

  const { extensions } = rim.config;
  const { keys, environment, sensitive, scoring } = add(composeSettings(rim, health));
  const readVisitor = composeVisitorTokens(rim, keys);
  const suppressions = composeSuppressions(rim);
  const audit = composeAudit(rim);
  const { profiles, queue, tags } = add(composeProfiles(rim, { isErased: suppressions.isErased }));
  const privacy = add(
    composePrivacy(rim, {
      profiles,
      suppressions,
      keys,
      tables: declared,
      credentials: {
        read: credentialsOf,
        sessionUser: createSessionUser(rim.strapi),
        visitor: readVisitor,
      },
    }),
  );
  const events = add(
    composeEvents(rim, {
      keys,
      profiles,
      privacy,
      hashEmail: suppressions.hashOf,
      afterCommit: (profileIds) => ring.advance(profileIds),
    }),
  );
  profiles.onMerge(events.reassign);
  const carts = add(composeCarts(rim, { events, profiles, privacy, readVisitor }));
  // Behind the events: it reads what has moved.
  profiles.onMerge(carts.onMerge);
  const { sendEmail, templatesNamed, productNames } = add(
    composeEmails(rim, {
      carts,
      profiles,
      privacy,
      events,
      environment,
      look: audit.look,
      hearTrialClick: (tx, id, click): Promise<boolean> => hearTrialClick(tx, id, click),
      usedBy: uses.ofTemplate,
      transports: extensionsAt(extensions, 'email-transport'),
    }),
  );

  const {
    segments,
    noting,
    keepCondition,
    labels,
    onMerge: onSegmentsMerge,
    populations,
    products,
    scoresOf,
    hindsight,
  } = add(
    composeSegments(rim, {
      queueEach: profiles.queueEach,
      ...uses.ofSegments,
      waiting: (most) => queue.waiting(rim.now(), most),
      kinds: extensionsAt(extensions, 'condition-kind'),
      profiles,
      erasedAmong: suppressions.erasedAmong,
      audit,
      sensitive: sensitive.read,
      scoring,
    }),
  );
  profiles.onMerge(onSegmentsMerge);
  const { connections, crmList } = add(
    composeConnectors(rim, {
      profiles,
      segments,
      environment,
      privacy,
      usedBy: uses.ofConnection,
      connectors: extensionsAt(extensions, 'crm-connector'),
    }),
  );

  const facts = createPersonFacts({
    ...{ profiles, tags, events, segments, products },
    populations: populations.current,
  });

  const { flows, advance, onMerge, hearTrialClick } = add(
    composeFlows(rim, {
      effects: () => ({ 'send-email': sendEmail, 'crm-list': crmList }),
      slowKinds: ['crm-list'],
      personOf: createCalledPerson(profiles),
      mayReach: privacy.mayReach,
      forgetTried: privacy.forgetTried,
      people: createOurPeople(profiles, tags),
      zoneOf: async (tx, id) => (await profiles.get(id, tx))?.timezone ?? null,
      facts,
      surroundings: createSurroundings(segments, templatesNamed, connections),
      // Nothing about the person has changed: a flow wants its turn.
      queue: (tx, ids, dueAt) => profiles.queue(tx, ids, dueAt, ONLY_TIME),
      isTurnDue: async (tx, id) => (await queue.dueAmong(tx, [id], rim.now())).length > 0,
      productNames,
      sensitive: sensitive.read,
      history: events.history,
      hindsight,
      reachOf: createReachOf(profiles, privacy),
      isSettled: segments.isSettled,
      onSent: createEmailSent(profiles, privacy, events, rim.now),
      isEnvironmentHeld: environment.isHeld,
      labels,
      look: audit.look,
      personFor: createPersonFor(profiles, rim.now),
      bestSellers: carts.bestSellers,
      advance: (ids) => void ring.advance(ids),
      refuseAllButServers: createServersOnly(keys, credentialsOf),
      steps: extensionsAt(extensions, 'flow-step'),
      conditions: segments.conditions,
      figuresReady: (figures) => populations.ready(figures, FIGURES_MS),
    }),
  );
  profiles.onMerge(onMerge);

  const { handOut, ...handing } = composeQueue(rim);
  const ring: Advance = createAdvance({
    queue,
    handOut,
    tryLock: profiles.tryLock,
    turn: createTurn({
      events,
      carts,
      segments,
      advanceFlows: advance,
      facts,
    }),
    transact: rim.transact,
    now: rim.now,
    log: rim.log,
  });
  add({ face: ring, ticks: [ring.tick], start: ring.start, drain: ring.drain, ...handing });

  const visitorReads = createVisitorReads(rim.db, rim.now);
  add({ face: visitorReads, drain: visitorReads.close });
  const content: ContentFace = add(
    composeContent(rim, {
      profiles,
      visitors: createVisitors({
        ...{ profiles, segments, noting, reads: visitorReads },
        freshen: (profileId) => ring.freshen(profileId),
      }),
      openToken: readVisitor,
      async keyOf(headers, body) {
        const { writeKey } = credentialsOf(headers, body);
        return writeKey === undefined ? undefined : keys.find(writeKey);
      },
      segmenting: createSegmenting(segments, keepCondition),
      foresight: createForesight(segments),
      look: audit.look,
      lane,
    }),
  );

  add(
    composePeople({
      profiles,
      tags,
      scoresOf,
      look: audit.look,
      segmentsOf: (profileId) => segments.membershipsOf(profileId),
      // In the order in which one leads to the next.
      timeline: [
        eventTimeline(events),
        consentTimeline(privacy),
        segmentTimeline(rim.db, sensitive.read),
        flowTimeline(rim.db),
      ],
    }),
  );

  const heartbeat = createHeartbeat(
    parts
      .flatMap((part) => part.ticks ?? [])
      .filter(({ everywhere }) => everywhere || handOut?.works !== false),
    rim.now,
    rim.log,
    createAskDue(rim.db),
  );
  return assemble(parts, heartbeat, content);
};
