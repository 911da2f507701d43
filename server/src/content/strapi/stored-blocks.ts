import type { Core, UID } from '@strapi/strapi';

import type { Shape, Shapes } from '..';

type Row = Readonly<Record<string, unknown>>;
type Populate = Record<string, unknown>;

interface Asked {
  readonly documentId?: string;
  readonly locale?: unknown;
}

interface I18n {
  getDefaultLocale(): Promise<string>;
}

/** Components are nested a few levels deep; schemas that lead in a circle end here. */
const DEEPEST = 10;

/** Reads what a write is about to replace. */
export const createStoredBlocks = (strapi: Core.Strapi, shapes: Shapes) => {
  const populateOf = (shape: Shape, depth = 0): Populate => {
    const populate: Populate = {};
    if (depth > DEEPEST) return populate;
    const inside = (uid: string) => ({ populate: populateOf(shapes.of(uid)!, depth + 1) });
    for (const [name, field] of shape.fields) {
      if (field.kind === 'component' && shapes.carries(field.uid)) populate[name] = inside(field.uid);
      if (field.kind === 'zone' && field.components.some(shapes.carries))
        populate[name] = { on: Object.fromEntries(field.components.map((uid) => [uid, inside(uid)])) };
    }
    return populate;
  };

  const defaultLocale = async (): Promise<string | undefined> =>
    (strapi.plugin('i18n')?.service('locales') as I18n | undefined)?.getDefaultLocale();

  return {
    /** The variants of an entry as it stands in its draft and as published, in every locale. */
    async experiencesOf(uid: string, { documentId }: Asked): Promise<readonly unknown[]> {
      const attribute = shapes.of(uid)?.experience;
      if (attribute === undefined || !documentId) return [];
      const rows = (await strapi.db
        .query(uid as UID.ContentType)
        .findMany({ select: [attribute], where: { documentId } })) as Row[];
      return rows.map((row) => row[attribute]);
    },
    /**
     * The entry's blocks as they stand in its draft; of another locale where this one has none yet. Undefined for
     * an entry that does not exist.
     */
    async of(
      uid: string,
      { documentId, locale }: Asked,
    ): Promise<{ readonly blocks: Row; readonly translated: boolean } | undefined> {
      const shape = shapes.of(uid);
      const model = strapi.contentType(uid as UID.ContentType);
      if (!shape || !documentId) return undefined;
      const standard = await defaultLocale();
      const isLocalized = (model.pluginOptions as { i18n?: { localized?: boolean } } | undefined)?.i18n
        ?.localized;
      const wanted = typeof locale === 'string' ? locale : standard;
      const rows = (await strapi.db.query(uid as UID.ContentType).findMany({
        where: { documentId, ...(model.options?.draftAndPublish ? { publishedAt: null } : {}) },
        populate: populateOf(shape) as never,
      })) as Row[];
      if (!isLocalized) return rows[0] && { blocks: rows[0], translated: false };
      const own = rows.find((row) => row.locale === wanted);
      const other = rows.find((row) => row.locale === standard) ?? rows[0];
      const blocks = own ?? other;
      return blocks && { blocks, translated: own === undefined };
    },
  };
};
