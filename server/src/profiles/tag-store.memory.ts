import type { TagStore } from './tag-store';

/** The fake that passes the same suite as the store on Knex. */
export const createMemoryTags = (): TagStore => {
  const tags = new Map<string, Set<string>>();
  const of = (profileId: string): readonly string[] => [...(tags.get(profileId) ?? [])].sort();
  return {
    async add(_tx, profileId, tag) {
      const carried = tags.get(profileId) ?? new Set();
      const isNew = !carried.has(tag);
      tags.set(profileId, carried.add(tag));
      return isNew;
    },
    remove: async (_tx, profileId, tag) => tags.get(profileId)?.delete(tag) ?? false,
    of: async (_tx, profileId) => of(profileId),
    async counts() {
      const all = [...tags.keys()].flatMap(of);
      return [...new Set(all)]
        .sort()
        .map((tag) => ({ tag, count: all.filter((each) => each === tag).length }));
    },
    async move(_tx, from, into) {
      for (const tag of of(from)) tags.set(into, (tags.get(into) ?? new Set()).add(tag));
      tags.delete(from);
    },
  };
};
