import { randomBytes } from 'node:crypto';

import { settingsEndpoints } from '../../../../plugin/src';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createEnvironment,
  createKeys,
  createScoringSettings,
  createSensitive,
  type Environment,
  type Keys,
  type ScoringSettings,
  type Sensitive,
} from '..';
import { createKnexSettingsStore } from './settings-store';

export interface SettingsFace {
  readonly keys: Keys;
  readonly environment: Environment;
  readonly sensitive: Sensitive;
  readonly scoring: ScoringSettings;
}

type Health = { readonly ok: boolean; readonly parts: Record<string, unknown> };

export const composeSettings = (rim: Rim, health: () => Promise<Health>): SliceParts<SettingsFace> => {
  const store = createKnexSettingsStore(rim.db);
  const keys = createKeys({
    store,
    secrets: rim.secrets,
    now: rim.now,
    newId: rim.newId,
    newKey: () => randomBytes(24).toString('base64url'),
    configured: rim.config.ingest.writeKeys,
  });
  const environment = createEnvironment(store, environmentOf(rim));

  const sensitive = createSensitive(store, rim.now);
  const scoring = createScoringSettings(store);

  return {
    face: { keys, environment, sensitive, scoring },
    served: [
      serve(settingsEndpoints.keys, async () => ({ data: [...(await keys.list())] })),
      serve(settingsEndpoints.createKey, async (input) => ({ data: await keys.create(input) })),
      serve(settingsEndpoints.revokeKey, async ({ id }) => ({ data: await keys.revoke(id) })),
      serve(settingsEndpoints.environment, async () => ({ data: await environment.read() })),
      serve(settingsEndpoints.confirmEnvironment, async (_input, { actor }) => {
        rim.log.info('An administrator confirmed this installation.', { actor });
        return { data: await environment.confirm() };
      }),
      serve(settingsEndpoints.sensitive, async () => ({ data: { traits: [...(await sensitive.read())] } })),
      serve(settingsEndpoints.saveSensitive, async ({ traits }, { actor }) => {
        rim.log.info('The sensitive traits were changed.', { actor, traits: traits.length });
        return { data: { traits: [...(await sensitive.save(traits))] } };
      }),
      serve(settingsEndpoints.scoring, async () => {
        await scoring.reload();
        return { data: scoring.current() };
      }),
      serve(settingsEndpoints.saveScoring, async ({ scoring: given }) => ({
        data: await scoring.save(given),
      })),
      serve(settingsEndpoints.health, async () => ({ data: await health() })),
      serve(settingsEndpoints.probe, async (_input, { ctx }) => {
        const state = await health();
        ctx.status = state.ok ? 200 : 503;
        const bearer = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1];
        const knows = bearer !== undefined && (await keys.find(bearer))?.kind === 'server';
        return knows ? state : { ok: state.ok, parts: {} };
      }),
    ],
    start: async () => {
      await scoring.reload();
      const state = await environment.read();
      if (state.held) {
        rim.log.warn(
          'This database comes from another installation: mails, webhooks and CRM writes are held.',
        );
      }
    },
    health: async () => ({ environmentHeld: await environment.isHeld() }),
  };
};

/** The address the outside knows, else what tells a copy from its original: the name given, the mode, the database. */
const environmentOf = ({ strapi, config }: Rim): string => {
  const address = strapi.config.get<string>('server.url', '') || 'no public address';
  return [config.environment ?? process.env.NODE_ENV ?? 'development', address].join(' at ');
};
