import type { ListStore } from './profile-store';

/** `kept` gives the members as they are now: a transaction that fails puts others in their place. */
export const memoryLists = (kept: () => Map<string, number>): ListStore => {
  const rows = () =>
    [...kept()].map(([key, at]) => ({
      listId: key.split('\n')[0]!,
      profileId: key.split('\n')[1]!,
      at,
    }));
  const listsOf = (profileId: string) =>
    rows()
      .filter((row) => row.profileId === profileId)
      .map(({ listId }) => listId)
      .sort();
  return {
    async add(_tx, listId, profileId, at) {
      const isNew = !kept().has(`${listId}\n${profileId}`);
      kept().set(`${listId}\n${profileId}`, at);
      return isNew;
    },
    async addMany(_tx, listId, profileIds, at) {
      const fresh = [...new Set(profileIds)].filter((id) => !kept().has(`${listId}\n${id}`));
      for (const id of profileIds) kept().set(`${listId}\n${id}`, at);
      return fresh;
    },
    remove: async (_tx, listId, profileId) => kept().delete(`${listId}\n${profileId}`),
    listsOf: async (_tx, profileId) => listsOf(profileId),
    listsOfMany: async (_tx, profileIds) =>
      new Map(profileIds.map((id) => [id, listsOf(id)] as const).filter(([, lists]) => lists.length > 0)),
    staleMembers: async (_tx, listId, before, limit) =>
      rows()
        .filter((row) => row.listId === listId && row.at < before)
        .slice(0, limit)
        .map(({ profileId }) => profileId),
    size: async (listId) => rows().filter((row) => row.listId === listId).length,
    async move(_tx, from, into) {
      for (const { listId, profileId, at } of rows()) {
        if (profileId !== from) continue;
        kept().delete(`${listId}\n${from}`);
        if (!kept().has(`${listId}\n${into}`)) kept().set(`${listId}\n${into}`, at);
      }
    },
  };
};
