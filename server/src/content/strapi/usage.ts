import type { UID } from '@strapi/strapi';

import { readAudience, type Audience, type ContentPlace, type UsagePlace } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import { readEntries } from './entry-places';
import { createParents, type Parent } from './parents';

/** Where blocks are shown by segment. Read from the database when asked: it is asked seldom and must be true. */
export interface Usage {
  bySegment(
    segment?: string,
  ): Promise<readonly { readonly segment: string; readonly places: ContentPlace[] }[]>;
  /** The places whose audience names this segment: what stands in the way of deleting it. */
  usedBy(segment: string): Promise<readonly UsagePlace[]>;
  /** In how many places each segment is named, by key. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Keys of segments to whose people only some block is shown. */
  shownOnlyTo(): Promise<ReadonlySet<string>>;
  /** Keys that some block names, wherever it stands and whoever it is shown to. */
  namedKeys(): Promise<ReadonlySet<string>>;
}

interface Targeted extends Parent {
  readonly audience: Audience;
}

interface Row {
  readonly id: number;
  readonly [attribute: string]: unknown;
}

export const createUsage = (rim: Rim): Usage => {
  const { strapi } = rim;
  const parents = createParents(rim);

  const targetedRows = async (segment: string | undefined): Promise<Targeted[]> => {
    const found: Targeted[] = [];
    for (const { uid, attribute } of parents.withAudience()) {
      const rows = (await strapi.db
        .query(uid as UID.Schema)
        .findMany({ select: ['id', attribute], where: { [attribute]: { $notNull: true } } })) as Row[];
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
    async namedKeys() {
      const keys = new Set<string>();
      for (const { uid, attribute } of parents.withAudience()) {
        const rows = (await strapi.db
          .query(uid as UID.Schema)
          .findMany({ select: ['id', attribute], where: { [attribute]: { $notNull: true } } })) as Row[];
        for (const row of rows) for (const key of readAudience(row[attribute])?.segments ?? []) keys.add(key);
      }
      return keys;
    },
    async shownOnlyTo() {
      const only = (await bySegment()).filter(({ places }) => places.some(({ show }) => show === 'only'));
      return new Set(only.map(({ segment }) => segment));
    },
    async counts() {
      return new Map((await bySegment()).map(({ segment, places }) => [segment, distinct(places).length]));
    },
    async usedBy(segment) {
      const [found] = await bySegment(segment);
      return distinct(found?.places ?? []);
    },
  };
};

/** A draft and its published copy are one place to whoever looks for it. */
const distinct = (places: readonly ContentPlace[]): readonly UsagePlace[] => [
  ...new Map(places.map(usagePlaceOf).map((place) => [`${place.what} ${place.name}`, place])).values(),
];

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
