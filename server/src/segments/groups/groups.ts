import { groupsIn, PluginError, segmentKeyOf } from '../../../../plugin/src';
import type { Clock, Transact, Tx } from '../../ports';
import type { CatalogueReader } from '../catalogue';
import { refuseUsed, type Place } from '../editing/places';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';
import { isNamed } from '../editing/unnamed';
import type { Walks } from '../walks/walks';
import type { GroupHead, SavedGroup } from './group';

export interface NewGroup {
  readonly key?: string;
  readonly name: string;
  readonly values: SavedGroup['values'];
}

export interface SavedGroups {
  list(): Promise<readonly GroupHead[]>;
  /** Throws `not-found`. */
  get(key: string): Promise<SavedGroup>;
  /** What names it: segments, blocks, flows. */
  places(key: string): Promise<readonly Place[]>;
  create(given: NewGroup): Promise<SavedGroup>;
  /** Whoever is judged by it is judged anew in the background. */
  update(key: string, changes: Partial<Omit<NewGroup, 'key'>>): Promise<SavedGroup>;
  /** Throws `in-use` with the places named. */
  remove(key: string): Promise<SavedGroup>;
}

interface Needs {
  readonly store: SegmentStore;
  readonly catalogue: CatalogueReader;
  readonly transact: Transact;
  readonly now: Clock;
  readonly wholeBase: Walks['wholeBase'];
  /** Places outside this slice that use a segment: blocks, flows. */
  readonly usedBy: (key: string) => Promise<readonly Place[]>;
  /** Flows that name a group. */
  readonly groupUsedBy: (key: string) => Promise<readonly Place[]>;
}

const naming = (segments: readonly Segment[], key: string): readonly Segment[] =>
  segments.filter(({ condition }) => groupsIn(condition).some((named) => named.key === key));

const placeOf = ({ id, key, name }: Segment): Place => ({
  what: 'the segment',
  name,
  target: { kind: 'segment', id, key },
});

export const createSavedGroups = (needs: Needs): SavedGroups => {
  const { store, catalogue, transact, now, wholeBase, usedBy, groupUsedBy } = needs;

  const find = async (tx: Tx | null, key: string): Promise<SavedGroup> => {
    const [group] = await store.groups(tx, [key]);
    if (group) return group;
    throw new PluginError('not-found', `There is no saved group "${key.slice(0, 60)}".`);
  };

  /** Flows, and blocks whose own condition names it. */
  const elsewhere = async (segments: readonly Segment[], key: string): Promise<readonly Place[]> => {
    const places = [...(await groupUsedBy(key))];
    for (const one of naming(segments, key)) if (!isNamed(one)) places.push(...(await usedBy(one.key)));
    return places;
  };
  const bySegments = (segments: readonly Segment[], key: string): readonly Place[] =>
    naming(segments, key).filter(isNamed).map(placeOf);

  /** Begins the walk of each segment that names it: what somebody stopped stays stopped. */
  const judgeAnew = async (tx: Tx, key: string, whole: NonNullable<Segment['bulk']>): Promise<void> => {
    for (const segment of naming(await store.all(tx), key)) {
      const bulk = segment.bulk?.stopped ? { ...whole, stopped: true as const } : whole;
      await store.update(tx, { ...segment, bulk });
    }
  };

  /** Every process that judges reads it before it judges again; this one at once. */
  const changed = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const done = await transact(async (tx) => {
      // Who is judged by the old values is judged before the new ones count.
      await store.alone(tx);
      return work(tx);
    });
    catalogue.forget();
    await catalogue.read(null);
    return done;
  };

  return {
    list: () => store.groupHeads(null),
    get: (key) => find(null, key),
    async places(key) {
      const segments = await store.all(null);
      return [...bySegments(segments, key), ...(await elsewhere(segments, key))];
    },

    async create({ key: given, name, values }) {
      const whole = await wholeBase();
      return changed(async (tx) => {
        const taken = new Set((await store.groupHeads(tx)).map(({ key }) => key));
        if (given !== undefined && taken.has(given)) {
          throw new PluginError('conflict', `There is already a saved group "${given}".`, { path: 'key' });
        }
        let key = given ?? segmentKeyOf(name);
        for (let turn = 2; taken.has(key); turn += 1) key = segmentKeyOf(name, turn);
        const unique = [...new Set(values)];
        const at = now();
        const group = { key, name, values: unique, size: unique.length, createdAt: at, updatedAt: at };
        await store.putGroup(tx, group);
        // Segments that were brought here before it are whole now.
        await judgeAnew(tx, key, whole);
        return group;
      });
    },

    async update(key, { name, values }) {
      const whole = await wholeBase();
      return changed(async (tx) => {
        const group = await find(tx, key);
        const unique = values ? [...new Set(values)] : group.values;
        const isOther = JSON.stringify(unique) !== JSON.stringify(group.values);
        const next: SavedGroup = {
          ...group,
          name: name ?? group.name,
          values: unique,
          size: unique.length,
          updatedAt: Math.max(now(), group.updatedAt + 1),
        };
        await store.putGroup(tx, next);
        if (isOther) await judgeAnew(tx, key, whole);
        return next;
      });
    },

    async remove(key) {
      const others = await elsewhere(await store.all(null), key);
      return changed(async (tx) => {
        const group = await find(tx, key);
        refuseUsed(`The saved group "${key}"`, [...bySegments(await store.all(tx), key), ...others]);
        await store.deleteGroup(tx, key);
        return group;
      });
    },
  };
};
