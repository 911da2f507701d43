import type { UID } from '@strapi/strapi';

import type { ContentPlace } from '../../../../plugin/src';
import { chunksOf } from '../../strapi/database';
import type { Rim } from '../../strapi/rim';

type EntryPlace = Omit<ContentPlace, 'component' | 'componentName' | 'block' | 'show'>;

interface Entry {
  readonly id: number;
  readonly documentId: string;
  readonly locale?: string | null;
  readonly publishedAt?: unknown;
  readonly [field: string]: unknown;
}

/** The text by which an entry of a type is called. */
const mainField = (attributes: Readonly<Record<string, { readonly type: string }>>): string | undefined => {
  const strings = Object.keys(attributes).filter((name) => attributes[name]?.type === 'string');
  return ['title', 'name', 'label'].find((name) => strings.includes(name)) ?? strings[0];
};

/** Entries of a content type by row id, as they are led to. A type without drafts counts as published. */
export const readEntries = async (
  { strapi }: Rim,
  uid: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EntryPlace>> => {
  const model = strapi.contentType(uid as UID.ContentType);
  const attributes = model.attributes as Readonly<Record<string, { type: string }>>;
  const main = mainField(attributes);
  const own = ['locale', 'publishedAt', ...(main ? [main] : [])].filter((name) => name in attributes);
  const draws = model.options?.draftAndPublish === true;
  const places = new Map<number, EntryPlace>();
  for (const chunk of chunksOf(ids)) {
    const rows = (await strapi.db.query(uid as UID.ContentType).findMany({
      select: ['id', 'documentId', ...own],
      where: { id: { $in: chunk } },
    })) as Entry[];
    for (const row of rows) {
      places.set(row.id, {
        contentType: uid,
        typeName: model.info.displayName,
        isSingle: model.kind === 'singleType',
        documentId: row.documentId,
        locale: row.locale ?? null,
        title: String((main && row[main]) || row.documentId),
        status: row.publishedAt || !draws ? 'published' : 'draft',
      });
    }
  }
  return places;
};
