import { setTimeout as wait } from 'node:timers/promises';

import { connectorsEndpoints, type CrmConnectorDefinition } from '../../../../plugin/src';
import type { Profiles } from '../../profiles';
import type { Segments } from '../../segments';
import type { Environment } from '../../settings';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createConnections,
  createCrmPeople,
  createKinds,
  createSyncing,
  hubspotConnector,
  type Connections,
} from '..';
import { createKnexConnectionStore } from './connection-store';
import { createKnexSyncStore } from './sync-store';

interface Needs {
  readonly profiles: Profiles;
  readonly segments: Pick<Segments, 'ensureCrm'>;
  readonly environment: Environment;
  readonly connectors?: readonly CrmConnectorDefinition[];
}

/** Schedules name minutes; a sync that is asked for in the panel starts at once. */
const LOOK_EVERY_MS = 2_000;

export const composeConnectors = (rim: Rim, needs: Needs): SliceParts<Connections> => {
  const { db, transact, now, newId, log, secrets, config } = rim;
  const { profiles, segments, environment, connectors = [] } = needs;
  const kinds = createKinds([hubspotConnector(config.connectors.hubspot.baseUrl), ...connectors], secrets);
  const store = createKnexConnectionStore(db);
  const syncs = createKnexSyncStore(db);
  const people = createCrmPeople({ profiles, transact });
  const { isHeld } = environment;
  const connections = createConnections({
    store,
    syncStore: syncs,
    kinds,
    people,
    isHeld,
    transact,
    now,
    newId,
  });

  const stopped = new AbortController();
  const syncing = createSyncing({
    store,
    syncs,
    people,
    open: kinds.open,
    ensureSegment: async (list) => (await segments.ensureCrm(list)).key,
    isHeld,
    transact,
    pause: (ms) => wait(ms, undefined, { signal: stopped.signal }).catch(() => undefined),
    random: Math.random,
    now,
    log,
    self: newId(),
  });
  const start = (): void => {
    syncing.run().catch((error: Error & { code?: string }) => {
      log.error('Syncs could not be carried out.', { code: error.code ?? error.name });
    });
  };

  return {
    face: connections,
    served: [
      serve(connectorsEndpoints.kinds, () => ({ data: [...kinds.shown()] })),
      serve(connectorsEndpoints.list, async () => ({ data: [...(await connections.list())] })),
      serve(connectorsEndpoints.get, async ({ id }) => ({ data: await connections.get(id) })),
      serve(connectorsEndpoints.create, async (input) => ({ data: await connections.create(input) })),
      serve(connectorsEndpoints.update, async ({ id, ...changes }) => ({
        data: await connections.update(id, changes),
      })),
      serve(connectorsEndpoints.delete, async ({ id }) => ({ data: await connections.delete(id) })),
      serve(connectorsEndpoints.test, async ({ id }) => ({ data: await connections.test(id) })),
      serve(connectorsEndpoints.lists, async ({ id }) => ({ data: [...(await connections.lists(id))] })),
      serve(connectorsEndpoints.pick, async ({ id, lists }) => ({
        data: [...(await connections.pick(id, lists))],
      })),
      serve(connectorsEndpoints.sync, async ({ id }) => {
        const sync = await connections.sync(id);
        start();
        return { data: sync };
      }),
      serve(connectorsEndpoints.syncs, async ({ id }) => ({ data: [...(await connections.syncs(id))] })),
      serve(connectorsEndpoints.cancel, async ({ id, sync }) => ({
        data: await connections.cancel(id, sync),
      })),
    ],
    ticks: [
      {
        name: 'connectors',
        everyMs: LOOK_EVERY_MS,
        // The syncs themselves are not awaited: one that takes an hour must not hold up a shutdown.
        async run(at) {
          await connections.openDue(at);
          start();
        },
      },
    ],
    async drain() {
      stopped.abort();
      await syncing.stop();
    },
  };
};
