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

  /** Components whose texts may hold merge tags, and those they stand in. */
  const populateTagged = (shape: Shape, depth = 0): Populate | undefined => {
    if (depth > DEEPEST) return undefined;
    const populate: Populate = {};
    const inside = (uid: string) => {
      const inner = shapes.of(uid);
      const below = inner && populateTagged(inner, depth + 1);
      return inner?.tagged.size || below ? { populate: below ?? {} } : undefined;
    };
    for (const [name, field] of shape.fields) {
      if (field.kind === 'component') populate[name] = inside(field.uid);
      if (field.kind !== 'zone') continue;
      const on = field.components.flatMap((uid) => {
        const below = inside(uid);
        return below ? [[uid, below]] : [];
      });
      if (on.length > 0) populate[name] = { on: Object.fromEntries(on) };
    }
    const named = Object.entries(populate).filter(([, below]) => below !== undefined);
    return named.length > 0 ? Object.fromEntries(named) : undefined;
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
    /** The entry in its draft and as published, in every locale, with the components that may hold merge tags. */
    async taggedOf(uid: string, { documentId }: Asked): Promise<readonly unknown[]> {
      const shape = shapes.of(uid);
      if (!shape || !documentId) return [];
      return strapi.db.query(uid as UID.ContentType).findMany({
        where: { documentId },
        populate: (populateTagged(shape) ?? {}) as never,
      });
    },
    /**
     * The entry's blocks as they stand in its draft: those of this locale first, then the other locales', the default
     * one before the rest. Undefined for an entry that does not exist.
     */
    async of(
      uid: string,
      { documentId, locale }: Asked,
    ): Promise<{ readonly rows: readonly [Row, ...Row[]]; readonly isNew: boolean } | undefined> {
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
      const rank = (row: Row) => (row.locale === wanted ? 0 : row.locale === standard ? 1 : 2);
      const [first, ...others] = isLocalized ? [...rows].sort((a, b) => rank(a) - rank(b)) : rows;
      if (!first) return undefined;
      return { rows: [first, ...others], isNew: Boolean(isLocalized) && first.locale !== wanted };
    },
  };
};

export type StoredBlocks = ReturnType<typeof createStoredBlocks>;
