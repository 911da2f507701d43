import type { Core } from '@strapi/strapi';

import { PERMISSIONS } from '../../../plugin/src';

/** Registers every action, so that roles can be given it under Settings > Roles > Plugins > Attune. */
export const registerPermissions = async (strapi: Core.Strapi): Promise<void> => {
  await strapi.service('admin::permission').actionProvider.registerMany(
    Object.entries(PERMISSIONS).map(([uid, displayName]) => ({
      section: 'plugins',
      displayName,
      uid,
      subCategory: uid.split('.')[0],
      pluginName: 'attune',
    })),
  );
};
