import { EXPERIENCE_FIELD, type ContentPlace, type UsagePlace } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import { compareWays, whichBlock, type Standing } from '../which-block';
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

interface Found {
  readonly place: ContentPlace;
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

  /** Each place with the audience that is there. */
  const found = async (segment?: string): Promise<readonly Found[]> => {
    const asked = await placed(
      ({ audience: { show, segments } }) =>
        show !== 'everyone' && (segment === undefined || segments.includes(segment)),
    );
    const places: Found[] = [];
    for (const uid of new Set(asked.map((one) => one.uid))) {
      const own = asked.filter((one) => one.uid === uid);
      const known = await readEntries(rim, uid, [...new Set(own.map(({ id }) => id))]);
      for (const { id, stored } of own) {
        const entry = known.get(id);
        if (!entry) continue;
        const { component, componentName, audience } = stored;
        const place = { ...entry, component, componentName, block: audience.key, show: audience.show };
        places.push({ place, stored });
      }
    }
    return places;
  };

  const bySegment: Usage['bySegment'] = async (segment) => {
    const bySegmentKey = new Map<string, ContentPlace[]>();
    for (const { place, stored } of await found(segment)) {
      for (const key of stored.audience.segments) {
        if (segment === undefined || key === segment)
          bySegmentKey.set(key, [...(bySegmentKey.get(key) ?? []), place]);
      }
    }
    return [...bySegmentKey].map(([key, places]) => ({ segment: key, places }));
  };

  /** The way from each block up to its entry; none for a variant of the entry. */
  const waysOf = async (all: readonly Found[]): Promise<(one: Found) => readonly Standing[]> => {
    const above = await parents.wayUp(
      all.flatMap(({ stored }) => (stored.component === EXPERIENCE_FIELD ? [] : [stored])),
    );
    return ({ stored: { uid, id, component } }) => {
      const way: Standing[] = [];
      let at = component === EXPERIENCE_FIELD ? undefined : above.get(`${uid}:${id}`);
      while (at) {
        way.push({ field: at.field, order: at.isList ? at.order : null });
        at = at.isComponent ? above.get(`${at.uid}:${at.id}`) : undefined;
      }
      return way;
    };
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
      return new Map(
        (await bySegment()).map(({ segment, places }) => [segment, new Set(places.map(nameOf)).size]),
      );
    },
    async usedBy(segment) {
      // Drafts last: they are what an editor opens.
      const all = [...(await found(segment))].sort(
        (a, b) => Number(a.place.status === 'draft') - Number(b.place.status === 'draft'),
      );
      const distinct = [...new Map(all.map((one) => [nameOf(one.place), one])).values()];
      const wayOf = await waysOf(distinct);
      return distinct
        .map((one) => ({ ...one, way: wayOf(one) }))
        .sort((a, b) => a.place.title.localeCompare(b.place.title) || compareWays(a.way, b.way))
        .map(({ place, stored: { label, audience }, way }) =>
          usagePlaceOf(place, whichBlock({ label, way, slot: audience.slot })),
        );
    },
  };
};

/** A draft and its published copy are one place to whoever looks for it. */
const nameOf = ({ contentType, documentId, locale, component, block }: ContentPlace): string =>
  [contentType, documentId, locale, component, block].join(' ');

const usagePlaceOf = (place: ContentPlace, which: string): UsagePlace => ({
  what: `the ${place.component === EXPERIENCE_FIELD ? 'variant' : 'block'} "${place.componentName}"${which && ` (${which})`} of ${place.typeName}`,
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
