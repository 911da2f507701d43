import type { Core } from '@strapi/strapi';

import type { AttuneConfig } from './config';

/**
 * The one secret that all keys are derived from: `secrets.key`, else what the app already keeps secret.
 * Whoever changes it makes stored CRM tokens unreadable and tokens in sent mails void.
 */
export const masterSecret = (strapi: Core.Strapi, config: AttuneConfig): string => {
  const appKeys = strapi.config.get<string[] | string | undefined>('server.app.keys', undefined);
  const secret = config.secrets.key ?? [appKeys].flat().filter(Boolean).join('.');
  if (!secret) {
    throw new Error(
      'Attune needs a secret: set `secrets.key` in config/plugins, or APP_KEYS as Strapi wants it.',
    );
  }
  return secret;
};
