import { EXPERIENCE_FIELD, type ContentPlace, type UsagePlace } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import { readEntries } from './entry-places';
import { createParents } from './parents';
import { createStoredAudiences, type StoredAudience } from './stored-audiences';

/** Where blocks, and variants of entries, are shown by segment. Read from the database when asked: it is asked seldom and must be true. */
export interface Usage {
  bySegment(
    segment?: string,
  ): Promise<readonly { readonly segment: string; readonly places: ContentPlace[] }[]>;
  /** The places whose audience names this segment: what stands in the way of deleting it. */
  usedBy(segment: string): Promise<readonly UsagePlace[]>;
  /** In how many places each segment is named, by key. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Keys of segments to whose people only some block or variant is shown. */
  shownOnlyTo(): Promise<ReadonlySet<string>>;
  /** Keys that some block or variant names, wherever it stands and whoever it is shown to. */
  namedKeys(): Promise<ReadonlySet<string>>;
}

/** An audience, and the entry of which it is. */
interface Placed {
  readonly uid: string;
  readonly id: number;
  readonly stored: StoredAudience;
}

export const createUsage = (rim: Rim): Usage => {
  const parents = createParents(rim);
  const audiences = createStoredAudiences(rim, parents);

  /** Each in its entry; what a database holds that stands nowhere is in none. */
  const placed = async (asks: (stored: StoredAudience) => boolean): Promise<Placed[]> => {
    const blocks = (await audiences.ofBlocks()).filter(asks);
    const byRow = new Map(blocks.map((stored) => [`${stored.uid}:${stored.id}`, stored]));
    const origins = blocks.map(({ uid, id }) => ({ uid, id, origin: { uid, id } }));
    const entries = [...(await parents.entriesOf(origins)).values()].flat();
    return [
      ...entries.map(({ uid, id, origin }) => ({
        uid,
        id,
        stored: byRow.get(`${origin.uid}:${origin.id}`)!,
      })),
      ...(await audiences.ofVariants())
        .filter(asks)
        .map((stored) => ({ uid: stored.uid, id: stored.id, stored })),
    ];
  };

  const bySegment: Usage['bySegment'] = async (segment) => {
    const found = await placed(
      ({ audience: { show, segments } }) =>
        show !== 'everyone' && (segment === undefined || segments.includes(segment)),
    );
    const bySegmentKey = new Map<string, ContentPlace[]>();
    for (const uid of new Set(found.map((one) => one.uid))) {
      const own = found.filter((one) => one.uid === uid);
      const known = await readEntries(rim, uid, [...new Set(own.map(({ id }) => id))]);
      for (const { id, stored } of own) {
        const entry = known.get(id);
        if (!entry) continue;
        const { component, componentName, audience } = stored;
        const place: ContentPlace = {
          ...entry,
          component,
          componentName,
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
      const all = [...(await audiences.ofBlocks()), ...(await audiences.ofVariants())];
      return new Set(all.flatMap(({ audience }) => audience.segments));
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
  what: `the ${place.component === EXPERIENCE_FIELD ? 'variant' : 'block'} "${place.componentName}" of ${place.typeName}`,
  name: place.title,
  target: {
    kind: 'block',
    contentType: place.contentType,
    isSingle: place.isSingle,
    documentId: place.documentId,
    locale: place.locale,
    status: place.status,
    component: place.component,
    block: place.block,
  },
});
