import type { Groups } from '../../../../plugin/src';

/** A list of values under a name, which conditions ask for with `$inGroup`. */
export interface GroupHead {
  readonly key: string;
  readonly name: string;
  /** How many values it has. */
  readonly size: number;
  readonly createdAt: number;
  /** Another at each change. */
  readonly updatedAt: number;
}

export interface SavedGroup extends GroupHead {
  readonly values: readonly (string | number)[];
}

/** The groups by which this process judges. */
export interface KeptGroups {
  current(): Groups;
  /** Takes them in as they are now; `read` gives those whose values are not known yet. */
  follow(
    heads: readonly GroupHead[],
    read: (keys: readonly string[]) => Promise<readonly SavedGroup[]>,
  ): Promise<void>;
}

export const createKeptGroups = (): KeptGroups => {
  let known: ReadonlyMap<string, Pick<SavedGroup, 'updatedAt' | 'values'>> = new Map();
  let current: Groups = {};
  return {
    current: () => current,
    async follow(heads, read) {
      const isKnown = ({ key, updatedAt }: GroupHead): boolean => known.get(key)?.updatedAt === updatedAt;
      const others = heads.filter((head) => !isKnown(head)).map(({ key }) => key);
      if (others.length === 0 && heads.length === known.size) return;
      const fresh = others.length > 0 ? await read(others) : [];
      const byKey = new Map(fresh.map((group) => [group.key, group]));
      // One that has not changed stays the same list: it need not be made ready again.
      known = new Map(
        heads.flatMap(({ key }) => {
          const group = byKey.get(key) ?? known.get(key);
          return group ? [[key, { updatedAt: group.updatedAt, values: group.values }] as const] : [];
        }),
      );
      current = Object.fromEntries([...known].map(([key, { values }]) => [key, values]));
    },
  };
};
