import { setImmediate } from 'node:timers/promises';

import { PluginError, privacyEndpoints, profilesEndpoints } from '../../../../plugin/src';
import type { Profiles } from '../../profiles';
import type { Keys } from '../../settings';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import type { TableDeclaration } from '../../strapi/tables';
import {
  createAllowance,
  createConsents,
  createErasures,
  createPrivacy,
  createRetention,
  createSuppressions,
  type Privacy,
  type Suppressions,
} from '..';
import { consentServed, type Credentials } from './consent-served';
import { createAgingTables } from './aging-tables';
import { createPeopleTables } from './people-tables';
import { createKnexErasureStore } from './erasure-store';
import { createKnexAuditStore, createKnexConsentStore } from './privacy-store';
import { createKnexSuppressionStore } from './suppression-store';

/** Made before profiles, which ask it whether a CRM's contact was erased here. */
export const composeSuppressions = ({ db, secrets, now }: Rim): Suppressions =>
  createSuppressions({ store: createKnexSuppressionStore(db), secrets, now });

interface Needs {
  readonly profiles: Profiles;
  readonly suppressions: Suppressions;
  readonly keys: Keys;
  readonly tables: readonly TableDeclaration[];
  readonly credentials: Credentials;
}

/** Aging needs no hurry: what is due is looked for once an hour, and swept for a minute at most. */
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_FOR_MS = 60_000;

export const composePrivacy = (rim: Rim, needs: Needs): SliceParts<Privacy> => {
  const { profiles, suppressions, keys, tables, credentials } = needs;
  const { db, now, newId, transact, secrets, config } = rim;
  const consentStore = createKnexConsentStore(db);
  const { unasked, honorGpc, retentionDays, consentCallsAMinute } = config.privacy;
  const privacy = createPrivacy({
    consents: createConsents({ store: consentStore, profiles, policy: { unasked, honorGpc }, newId }),
    suppressions,
    erasures: createErasures({ store: createKnexErasureStore(), secrets, hashOf: suppressions.hashOf }),
    profiles,
    tables: createPeopleTables(db, tables),
    audit: createKnexAuditStore(),
    transact,
    secrets,
    now,
    newId,
  });
  profiles.onMerge(consentStore.move);
  const sweep = createRetention({
    aging: createAgingTables(
      { db, transact, queue: (tx, profileIds) => profiles.queue(tx, profileIds, now()) },
      tables,
    ),
    strangersUnseenSince: profiles.strangersUnseenSince,
    forget: privacy.forget,
    now,
    pause: setImmediate,
    retentionDays,
  });

  let stopping = false;
  return {
    face: privacy,
    served: [
      ...consentServed({
        privacy,
        profiles,
        keys,
        credentials,
        allow: createAllowance({ now, most: consentCallsAMinute }),
        transact,
        now,
      }),
      serve(privacyEndpoints.suppressions, async ({ page, pageSize }) => {
        const { rows, total } = await suppressions.list(page, pageSize);
        const pageCount = Math.ceil(total / pageSize);
        return { data: [...rows], meta: { pagination: { page, pageSize, pageCount, total } } };
      }),
      serve(privacyEndpoints.checkSuppression, async ({ email }) => ({
        data: (await suppressions.check(null, email)) ?? null,
      })),
      serve(privacyEndpoints.suppress, async ({ email, reason }) => ({
        data: await transact((tx) => suppressions.suppress(tx, email, reason)),
      })),
      serve(privacyEndpoints.release, async ({ hash }) => {
        const released = await transact((tx) => suppressions.release(tx, hash));
        if (!released) throw new PluginError('not-found', 'This address is not suppressed.');
        return { data: released };
      }),
      serve(profilesEndpoints.export, async ({ id }, { actor }) => {
        const exported = await privacy.export(id, actor);
        if (!exported) throw new PluginError('not-found', 'There is nobody of this id.');
        return { data: exported as { [K in keyof typeof exported]: never } };
      }),
      serve(profilesEndpoints.erase, async ({ id }, { actor }) => {
        const erased = await privacy.erase(id, actor);
        if (!erased) throw new PluginError('not-found', 'There is nobody of this id.');
        return { data: erased };
      }),
    ],
    ticks: [
      {
        name: 'retention',
        everyMs: SWEEP_EVERY_MS,
        async run(startedAt) {
          const swept = await sweep(() => stopping || now() - startedAt > SWEEP_FOR_MS);
          if (swept.rows + swept.strangers > 0) rim.log.info('Retention has swept.', { ...swept });
        },
      },
    ],
    async drain() {
      stopping = true;
    },
  };
};
