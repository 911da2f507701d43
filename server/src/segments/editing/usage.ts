import { segmentsIn } from '../dependencies';
import { findIn } from '../find-segment';
import type { Place } from './places';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';
import { isNamed } from './unnamed';

interface Needs {
  readonly store: Pick<SegmentStore, 'all'>;
  /** Places outside this slice that use a segment: blocks, flows. */
  readonly usedBy: (key: string) => Promise<readonly Place[]>;
}

const asking = (segments: readonly Segment[], key: string): readonly Segment[] =>
  segments.filter(({ condition }) => segmentsIn(condition).includes(key));

/** Where segments are used. */
export const createUsage = ({ store, usedBy }: Needs) => {
  const bySegments = (segments: readonly Segment[], key: string): readonly Place[] =>
    asking(segments, key)
      .filter(isNamed)
      .map(({ id, key: by, name }) => ({
        what: 'the segment',
        name,
        target: { kind: 'segment', id, key: by },
      }));

  /** By itself, or in a condition that was built in a block. */
  const elsewhere = async (segments: readonly Segment[], key: string): Promise<readonly Place[]> => {
    const places = [...(await usedBy(key))];
    for (const one of asking(segments, key)) if (!isNamed(one)) places.push(...(await usedBy(one.key)));
    return places;
  };

  return {
    bySegments,
    elsewhere,

    async places(idOrKey: string): Promise<readonly Place[]> {
      const segments = await store.all(null);
      const { key } = findIn(segments.filter(isNamed), idOrKey);
      return [...bySegments(segments, key), ...(await elsewhere(segments, key))];
    },

    /** In how many places each is used, by key; `counted` is what stands outside this slice. */
    async counts(counted: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
      const segments = await store.all(null);
      const counts = new Map(counted);
      for (const one of segments) {
        // A condition of a block counts for those it asks for as often as blocks name it.
        const times = isNamed(one) ? 1 : (counted.get(one.key) ?? 0);
        for (const key of segmentsIn(one.condition)) counts.set(key, (counts.get(key) ?? 0) + times);
        if (!isNamed(one)) counts.delete(one.key);
      }
      return counts;
    },
  };
};

export type Usage = ReturnType<typeof createUsage>;
