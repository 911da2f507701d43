import { Magic } from '@strapi/icons';

import type { StrapiApp } from '@strapi/strapi/admin';

import { PERMISSIONS, permissionUid, type Permission } from '../../plugin/src/permissions';
import { addToContentManager, registerFields } from './content';
import { prefixed } from './translations/prefixed';

const PLUGIN_ID = 'attune';

/** Whoever may see one of the pages sees the menu entry. */
const anyPage = (Object.keys(PERMISSIONS) as Permission[])
  .filter((permission) => permission.endsWith('.read'))
  .map((permission) => ({ action: permissionUid(permission), subject: null }));

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Magic,
      intlLabel: { id: 'attune.name', defaultMessage: 'Attune' },
      permissions: anyPage,
      position: 3,
      Component: async () => ({ default: (await import('./App')).App }),
    });
    registerFields(app);
    app.registerPlugin({ id: PLUGIN_ID, name: 'Attune' });
  },

  bootstrap(app: StrapiApp) {
    addToContentManager(app);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(locales.map(async (locale) => ({ locale, data: await prefixed(locale) })));
  },
};
