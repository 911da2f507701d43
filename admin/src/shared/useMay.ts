import { useAuth } from '@strapi/strapi/admin';

import { permissionUid, type Permission } from '../../../plugin/src/permissions';

/** Whether whoever is logged in may do that. The server asks again; this only decides what is offered. */
export const useMay = (permission: Permission): boolean =>
  useAuth('Attune', ({ permissions }) =>
    permissions.some(({ action }) => action === permissionUid(permission)),
  );
