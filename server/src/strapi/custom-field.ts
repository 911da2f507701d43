import type { Core } from '@strapi/strapi';

/** Declared at `register()`: without it Strapi refuses to boot, before its schema sync could drop anything. */
export const registerFields = (strapi: Core.Strapi): void => {
  strapi.customFields.register({ name: 'audience', plugin: 'attune', type: 'json' });
  strapi.customFields.register({ name: 'experience', plugin: 'attune', type: 'json' });
};
