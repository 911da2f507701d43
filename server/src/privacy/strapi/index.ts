import { setImmediate } from 'node:timers/promises';

import { PluginError, privacyEndpoints, profilesEndpoints, signalsOf } from '../../../../plugin/src';
import type { Profiles } from '../../profiles';
import type { Keys } from '../../settings';
import { serve, type Call } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import type { TableDeclaration } from '../../strapi/tables';
import {
  createConsents,
  createPrivacy,
  createRetention,
  createSuppressions,
  speakerOf,
  type Privacy,
  type ReadVisitor,
  type Spoken,
  type Suppressions,
} from '..';
import { createAgingTables } from './aging-tables';
import { createPeopleTables } from './people-tables';
import { createKnexAuditStore, createKnexConsentStore } from './privacy-store';
import { createKnexSuppressionStore } from './suppression-store';
import { writeKeyOf } from './write-key';

/** Made before profiles, which ask it whether a CRM's contact was erased here. */
export const composeSuppressions = ({ db, secrets, now }: Rim): Suppressions =>
  createSuppressions({ store: createKnexSuppressionStore(db), secrets, now });

interface Needs {
  readonly profiles: Profiles;
  readonly suppressions: Suppressions;
  readonly keys: Keys;
  readonly tables: readonly TableDeclaration[];
  readonly readVisitor: ReadVisitor;
}

/** Aging needs no hurry: what is due is looked for once an hour, and swept for a minute at most. */
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_FOR_MS = 60_000;

export const composePrivacy = (rim: Rim, needs: Needs): SliceParts<Privacy> => {
  const { profiles, suppressions, keys, tables, readVisitor } = needs;
  const { db, now, newId, transact, secrets, config } = rim;
  const consentStore = createKnexConsentStore(db);
  const { unasked, honorGpc, retentionDays } = config.privacy;
  const privacy = createPrivacy({
    consents: createConsents({ store: consentStore, profiles, policy: { unasked, honorGpc }, newId }),
    suppressions,
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
    aging: createAgingTables(db, tables),
    strangersUnseenSince: profiles.strangersUnseenSince,
    forget: privacy.forget,
    now,
    pause: setImmediate,
    retentionDays,
  });

  const speaker = async (input: Spoken & { writeKey?: string }, { ctx }: Call) => {
    const shown = writeKeyOf(ctx, input.writeKey);
    return speakerOf(input, shown === undefined ? undefined : await keys.find(shown), readVisitor);
  };
  const answer = (consent: Parameters<Privacy['effective']>[0], { ctx }: Call) => ({
    data: {
      decisions: { ...consent },
      effective: {
        ...privacy.effective(
          consent,
          signalsOf((name) => ctx.get(name)),
        ),
      },
    },
  });

  let stopping = false;
  return {
    face: privacy,
    served: [
      serve(privacyEndpoints.consent, async (input, call) => {
        const { anonymousId, userId, email } = await speaker(input, call);
        const found =
          (userId && (await profiles.find({ kind: 'userId', value: userId }))) ||
          (anonymousId && (await profiles.find({ kind: 'anonymousId', value: anonymousId }))) ||
          (email && (await profiles.find({ kind: 'email', value: email }))) ||
          undefined;
        return answer(found?.consent ?? {}, call);
      }),
      serve(privacyEndpoints.decide, async (input, call) => {
        const reference = await speaker(input, call);
        const { decisions, source, wording } = input;
        const consent = await transact(async (tx) => {
          const id = await profiles.resolve(tx, reference);
          await privacy.record(tx, id, decisions, { source, wording, at: now() });
          return privacy.consentOf(id, tx);
        });
        return answer(consent, call);
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
