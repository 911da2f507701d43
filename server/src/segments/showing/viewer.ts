import type { CatalogueReader } from '../catalogue';
import type { People } from '../person';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';

/** A segment with what the list shows of it. */
export interface SegmentView {
  readonly segment: Segment;
  readonly size: number;
  readonly atMost: boolean;
  readonly fault: string | null;
  /** It cannot be judged at all: then it holds nobody, whoever is kept in it. */
  readonly broken: boolean;
}

interface Needs {
  readonly store: Pick<SegmentStore, 'sizes'>;
  readonly people: Pick<People, 'count'>;
  readonly catalogue: CatalogueReader;
  /** What went wrong when they were judged last, by id. */
  readonly failures: ReadonlyMap<string, string>;
}

/** Reads what all of them need once, and then says of each what the list shows. */
export const createViewer =
  ({ store, people, catalogue, failures }: Needs) =>
  async () => {
    const { byKey, faults } = await catalogue.read(null);
    const mixedOf = (key: string) => byKey.get(key)?.mixed ?? null;
    const isOpen = (key: string): boolean => mixedOf(key)?.parts.length === 0;
    // Counting people takes a while in a large base, and only what is open to everybody asks for it.
    const counting = [...byKey.keys()].some(isOpen) ? people.count() : 0;
    const [sizes, everyone] = await Promise.all([store.sizes(), counting]);
    return (segment: Segment): SegmentView => {
      const mixed = mixedOf(segment.key);
      const open = isOpen(segment.key);
      const broken = faults.has(segment.id);
      return {
        segment,
        size: broken ? 0 : open ? everyone : (sizes.get(segment.id) ?? 0),
        atMost: mixed !== null,
        fault: faults.get(segment.id) ?? failures.get(segment.id) ?? null,
        broken,
      };
    };
  };
