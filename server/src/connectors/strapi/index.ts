import { setTimeout as wait } from 'node:timers/promises';

import { connectorsEndpoints, type CrmConnectorDefinition } from '../../../../plugin/src';
import type { EffectHandler } from '../../flows';
import type { Privacy } from '../../privacy';
import type { Profiles } from '../../profiles';
import type { Segments } from '../../segments';
import type { Environment } from '../../settings';
import type { Tx } from '../../ports';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createConnections,
  createCrmList,
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
  readonly privacy: Pick<Privacy, 'mayReach'>;
  /** The names of the flows that change lists through this connection. */
  readonly usedBy: (id: string) => Promise<readonly string[]>;
  readonly connectors?: readonly CrmConnectorDefinition[];
}

export interface ConnectorsFace {
  readonly connections: Connections;
  /** Carries out the effects of kind `crm-list`. */
  readonly crmList: EffectHandler;
}

/** Schedules name minutes; a sync that is asked for in the panel starts at once. */
const LOOK_EVERY_MS = 2_000;

export const composeConnectors = (rim: Rim, needs: Needs): SliceParts<ConnectorsFace> => {
  const { db, transact, now, newId, log, secrets, config } = rim;
  const { profiles, segments, environment, privacy, usedBy, connectors = [] } = needs;
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
    usedBy,
    isHeld,
    transact,
    now,
    newId,
  });

  const personOf = async (profileId: string, tx?: Tx) => {
    const profile = await profiles.get(profileId, tx);
    if (!profile) return undefined;
    const names = await profiles.identitiesOf(profile.id, tx);
    const externals = names.flatMap(({ kind, value }) => (kind === 'external' ? [value] : []));
    return { id: profile.id, email: profile.email, externals };
  };

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
    face: { connections, crmList: createCrmList({ store, kinds, personOf, mayReach: privacy.mayReach }) },
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
        due: (at) => [
          { from: 'attune_connections where next_at <= ? and paused = false', values: [at] },
          { from: 'attune_syncs where open_for is not null' },
        ],
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
