import type { Core, UID } from '@strapi/strapi';

import type { AudienceStore, Shapes } from '..';
import { chunksOf } from '../../strapi/database';

interface Row {
  readonly id: number | string;
  readonly [attribute: string]: unknown;
}

/** Reads audiences of components and experiences of entries by id, beside the answer that was asked for. */
export const createAudienceRows = (strapi: Core.Strapi, shapes: Shapes): AudienceStore => ({
  async load(uid, ids) {
    const shape = shapes.of(uid);
    const attribute = shape?.audience ?? shape?.experience;
    const rows = new Map<string, unknown>();
    if (!attribute) return rows;
    for (const chunk of chunksOf(ids)) {
      const found = (await strapi.db
        .query(uid as UID.Schema)
        .findMany({ select: ['id', attribute], where: { id: { $in: chunk } } })) as Row[];
      for (const row of found) rows.set(String(row.id), row[attribute] ?? null);
    }
    return rows;
  },
});
