import type { UID } from '@strapi/strapi';

import { readAudience, type Audience, type ContentPlace, type UsagePlace } from '../../../../plugin/src';
import { chunksOf } from '../../strapi/database';
import type { Rim } from '../../strapi/rim';
import { createParents, type Parent } from './parents';

/** Where blocks are shown by segment. Read from the database when asked: it is asked seldom and must be true. */
export interface Usage {
  bySegment(
    segment?: string,
  ): Promise<readonly { readonly segment: string; readonly places: ContentPlace[] }[]>;
  /** The places whose audience names this segment: what stands in the way of deleting it. */
  usedBy(segment: string): Promise<readonly UsagePlace[]>;
  /** Keys of segments to whose people only some block is shown. */
  shownOnlyTo(): Promise<ReadonlySet<string>>;
}

interface Targeted extends Parent {
  readonly audience: Audience;
}

interface Entry {
  readonly id: number;
  readonly documentId: string;
  readonly locale?: string | null;
  readonly publishedAt: unknown;
  readonly [field: string]: unknown;
}

export const createUsage = (rim: Rim): Usage => {
  const { strapi } = rim;
  const parents = createParents(rim);

  const targetedRows = async (segment: string | undefined): Promise<Targeted[]> => {
    const found: Targeted[] = [];
    for (const { uid, attribute } of parents.withAudience()) {
      const rows = (await strapi.db
        .query(uid as UID.Schema)
        .findMany({ select: ['id', attribute], where: { [attribute]: { $notNull: true } } })) as Entry[];
      for (const row of rows) {
        const audience = readAudience(row[attribute]);
        if (!audience || audience.show === 'everyone') continue;
        if (segment !== undefined && !audience.segments.includes(segment)) continue;
        found.push({ uid, id: row.id, origin: { uid, id: row.id }, audience });
      }
    }
    return found;
  };

  const bySegment: Usage['bySegment'] = async (segment) => {
    const rows = await targetedRows(segment);
    const audiences = new Map(rows.map(({ uid, id, audience }) => [`${uid}:${id}`, audience]));
    const bySegmentKey = new Map<string, ContentPlace[]>();
    for (const [uid, entries] of await parents.entriesOf(rows)) {
      const known = await readEntries(rim, uid, [...new Set(entries.map(({ id }) => id))]);
      for (const { id, origin } of entries) {
        const audience = audiences.get(`${origin.uid}:${origin.id}`);
        const entry = known.get(id);
        if (!audience || !entry) continue;
        const place: ContentPlace = {
          ...entry,
          component: origin.uid,
          componentName: strapi.components[origin.uid as UID.Component]?.info.displayName ?? origin.uid,
          block: audience.key,
          show: audience.show,
        };
        for (const key of audience.segments) {
          if (segment === undefined || key === segment)
            bySegmentKey.set(key, [...(bySegmentKey.get(key) ?? []), place]);
        }
      }
    }
    return [...bySegmentKey].map(([key, places]) => ({ segment: key, places }));
  };

  return {
    bySegment,
    async shownOnlyTo() {
      const only = (await bySegment()).filter(({ places }) => places.some(({ show }) => show === 'only'));
      return new Set(only.map(({ segment }) => segment));
    },
    async usedBy(segment) {
      const [found] = await bySegment(segment);
      const places = (found?.places ?? []).map(usagePlaceOf);
      // A draft and its published copy are one place to whoever looks for it.
      return [...new Map(places.map((place) => [`${place.what} ${place.name}`, place])).values()];
    },
  };
};

const usagePlaceOf = (place: ContentPlace): UsagePlace => ({
  what: `the block "${place.componentName}" of ${place.typeName}`,
  name: place.title,
  target: {
    kind: 'block',
    contentType: place.contentType,
    documentId: place.documentId,
    locale: place.locale,
    status: place.status,
    component: place.component,
    block: place.block,
  },
});

type EntryPlace = Omit<ContentPlace, 'component' | 'componentName' | 'block' | 'show'>;

const readEntries = async (
  { strapi }: Rim,
  uid: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EntryPlace>> => {
  const model = strapi.contentType(uid as UID.ContentType);
  const attributes = model.attributes as Record<string, { type: string }>;
  const strings = Object.keys(attributes).filter((name) => attributes[name]?.type === 'string');
  const main = ['title', 'name', 'label'].find((name) => strings.includes(name)) ?? strings[0];
  const places = new Map<number, EntryPlace>();
  for (const chunk of chunksOf(ids)) {
    const rows = (await strapi.db
      .query(uid as UID.ContentType)
      .findMany({ where: { id: { $in: chunk } } })) as Entry[];
    for (const row of rows) {
      places.set(row.id, {
        contentType: uid,
        typeName: model.info.displayName,
        documentId: row.documentId,
        locale: row.locale ?? null,
        title: String((main && row[main]) || row.documentId),
        status: row.publishedAt ? 'published' : 'draft',
      });
    }
  }
  return places;
};
