import type { Core } from '@strapi/strapi';

import type { Kept } from '../../..';
import type { Clock } from '../../../../ports';
import { MOST_AGE_MS } from '../early';

export type Rights = readonly Readonly<Record<string, unknown>>[];

interface Needs {
  readonly strapi: Core.Strapi;
  readonly kept: Kept<Rights>;
  isOpen(): boolean;
  readonly now: Clock;
}

const PERMISSION = 'plugin::users-permissions.permission';
/** What the rights of everybody are made from. */
export const RIGHTS = [PERMISSION, 'plugin::users-permissions.role'] as const;
const KEY = 'public';
/** A row of them in memory, roughly. */
const ROW_BYTES = 500;
/** What stands under this name, where nothing else stands beside it. */
const only = (value: unknown, name: string): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  const names = Object.keys(value);
  return names.length === 1 && names[0] === name ? (value as Record<string, unknown>)[name] : undefined;
};

/** Strapi’s own question, word for word: whatever else somebody asks is asked. */
const asksForPublic = (params: unknown): boolean =>
  only(only(only(params, 'where'), 'role'), 'type') === 'public';

/**
 * What everybody may call, which Strapi reads at each request of somebody who brings no token: read once for as long as
 * nobody has written to it. Whether a write is allowed is read each time.
 */
export const rememberPublicRights = ({ strapi, kept, isOpen, now }: Needs): void => {
  if (!strapi.plugin('users-permissions')) return;
  const permissions = strapi.db.query(PERMISSION);
  const { findMany } = permissions;

  const readAnew = async (params: Parameters<typeof findMany>[0]): Promise<Rights> => {
    const fill = kept.begin(KEY);
    RIGHTS.forEach(fill.note);
    try {
      const rows = (await findMany.call(permissions, params)) as Rights;
      fill.keep(rows, rows.length * ROW_BYTES, now() + MOST_AGE_MS);
      return rows;
    } finally {
      fill.end();
    }
  };

  permissions.findMany = (async (params) => {
    const reads = isOpen() && strapi.requestContext.get()?.method === 'GET' && !strapi.db.inTransaction();
    if (!reads || !asksForPublic(params)) return findMany.call(permissions, params);
    // Whoever asks may do with its rows what it likes.
    return (kept.get(KEY) ?? (await readAnew(params))).map((row) => ({ ...row }));
  }) as typeof findMany;
};
