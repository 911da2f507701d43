import type { Core } from '@strapi/strapi';

import type { SessionUser } from '..';

interface UserRow {
  readonly documentId: string;
  readonly email?: string;
  readonly confirmed?: boolean;
  readonly blocked?: boolean;
}

/** Who a users-permissions JWT speaks for; undefined for none, a forged one, or where the plugin is not installed. */
export const createSessionUser =
  (strapi: Core.Strapi) =>
  async (jwt: string): Promise<SessionUser | undefined> => {
    if (!strapi.plugin('users-permissions')) return undefined;
    try {
      const said = (await strapi.plugin('users-permissions').service('jwt').verify(jwt)) as { id?: number };
      if (said.id === undefined) return undefined;
      const user = (await strapi.db
        .query('plugin::users-permissions.user')
        .findOne({ where: { id: said.id } })) as UserRow | null;
      if (!user || user.blocked) return undefined;
      return { userId: user.documentId, email: user.confirmed ? user.email?.toLowerCase() : undefined };
    } catch {
      return undefined;
    }
  };
