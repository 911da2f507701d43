import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { eventsEndpoints } from '../../../../plugin/src';
import type { Privacy } from '../../privacy';
import type { Profiles } from '../../profiles';
import { serve, type Call as AdminCall } from '../../strapi/endpoints';
import { paginationOf, shownPage } from '../../strapi/paging';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createCommit,
  createEvents,
  createGroupCommit,
  createIngest,
  createQuarantine,
  createReadCall,
  createSetAside,
  createUserAgentReader,
  createVisitorTokens,
  type EventKey,
  type Events,
  type Quarantined,
  type VisitorClaims,
} from '..';
import { createClientScript } from './client-script';
import { createCors } from './cors';
import { createKnexEventStore } from './event-store';
import { createLane } from './lane';
import { createPeople } from './people';
import { createKnexQuarantineStore } from './quarantine-store';
import { createSessionUser } from './session-user';
import { createShownEvents } from './shown-events';

interface Keys {
  find(key: string): Promise<EventKey | undefined>;
  byId(id: string): Promise<EventKey | undefined>;
  all(): Promise<readonly EventKey[]>;
}

interface Needs {
  readonly keys: Keys;
  readonly profiles: Profiles;
  readonly privacy: Pick<Privacy, 'record' | 'erasedAt'>;
  /** A keyed hash, as the tables that outlive erasure keep addresses. */
  readonly hashEmail: (email: string) => string;
  /** Told whom something was stored about, right after it is durable. */
  readonly afterCommit: (profileIds: readonly string[]) => Promise<void>;
}

/** Beside this bundle, in `dist/`. */
const CLIENT_SCRIPT = join(__dirname, '..', 'client', 'attune.js');

/** Reads the tokens by which a site's server names its visitor. Needs the keys and nothing else. */
export const composeVisitorTokens = (
  rim: Rim,
  keys: Pick<Keys, 'all'>,
): ((token: string) => Promise<VisitorClaims | undefined>) =>
  createVisitorTokens(async () => (await keys.all()).map(({ secret }) => secret), rim.now);

const shownQuarantined = (one: Quarantined, { may }: AdminCall) => ({
  id: one.id,
  receivedAt: one.receivedAt,
  code: one.code,
  path: one.path,
  message: one.message,
  body: may('people.read') ? one.body : null,
});

export const composeEvents = (rim: Rim, needs: Needs): SliceParts<Events> => {
  const { strapi, db, transact, now, newId, log, config, locate } = rim;
  const { keys, profiles, privacy, hashEmail, afterCommit } = needs;
  const people = createPeople(profiles, privacy);
  const { limits, allowedOrigins } = config.ingest;
  const store = createKnexEventStore(db);
  const quarantineStore = createKnexQuarantineStore(db);

  const readCall = createReadCall({ limits, newId, readUserAgent: createUserAgentReader(), locate });
  const setAside = createSetAside({ newId, hashEmail });
  const shown = createShownEvents(profiles);
  const breathe = () => setImmediate();
  const groupCommit = createGroupCommit({
    transact,
    commit: createCommit({
      events: store,
      quarantine: quarantineStore,
      people,
      recordConsent: (tx, profileId, { answers, source, wording }, said) =>
        privacy.record(tx, profileId, answers, { source, wording, ...said }),
      setAside,
      policy: config.privacy,
      now,
      breathe,
    }),
    setAside,
    afterCommit,
    limit: limits.pendingEvents,
    log,
    breathe,
  });
  const ingest = createIngest({ readCall, setAside, groupCommit });
  const quarantine = createQuarantine({
    store: quarantineStore,
    readCall,
    add: groupCommit.add,
    keyById: keys.byId,
  });

  return {
    face: createEvents({ store, queue: people.queue, now }),
    served: [
      serve(eventsEndpoints.list, async ({ page: asked, pageSize, ...filter }, call) => {
        const page = shownPage(asked, pageSize);
        const { rows, total } = await store.list({ ...filter, page, pageSize });
        return {
          data: await shown(rows, call),
          meta: paginationOf(page, pageSize, total),
        };
      }),
      serve(eventsEndpoints.names, async () => ({ data: [...(await store.names())] })),
      serve(eventsEndpoints.quarantine, async (input, call) => {
        const { rows, total } = await quarantine.list(input);
        return {
          data: rows.map((one) => shownQuarantined(one, call)),
          meta: paginationOf(input.page, input.pageSize, total),
        };
      }),
      serve(eventsEndpoints.discard, async ({ id }, call) => ({
        data: shownQuarantined(await quarantine.discard(id), call),
      })),
      serve(eventsEndpoints.replay, async ({ id, body }) => ({ data: await quarantine.replay(id, body) })),
    ],
    early: [
      createLane({
        prefix: `${strapi.config.get<string>('api.rest.prefix', '/api')}/attune`,
        limits,
        cors: createCors(allowedOrigins),
        findKey: keys.find,
        sessionUser: createSessionUser(strapi),
        ingest,
        clientScript: createClientScript(CLIENT_SCRIPT),
        publicUrl: strapi.config.get<string>('server.url', ''),
        locate,
        now,
        log,
      }),
    ],
    start: async () => groupCommit.start(),
    drain: () => groupCommit.drain(),
    health: async () => ({ eventsPending: groupCommit.pending() }),
  };
};
