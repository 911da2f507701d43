import { MOST_COUNTED, MOST_HISTORY, type EventStore, type NewEvent, type StoredEvent } from './event-store';

type Row = StoredEvent & { readonly handled: boolean };

const paged = <T>(rows: readonly T[], page: number, pageSize: number) => ({
  rows: rows.slice((page - 1) * pageSize, page * pageSize),
  total: Math.min(rows.length, MOST_COUNTED),
});

/** Keeps events in an array; for tests. Passes the same cases as the real store. */
export const createMemoryEventStore = (): EventStore => {
  let rows: Row[] = [];
  const taken = new Set<string>();
  let seq = 0;
  const open = ({ handled: _, ...event }: Row): StoredEvent => event;
  const add = (event: NewEvent) => {
    if (taken.has(event.messageId)) return;
    taken.add(event.messageId);
    seq += 1;
    rows.push({ ...event, seq });
  };

  return {
    known: async (_tx, ids) =>
      new Set(rows.map(({ messageId }) => messageId).filter((id) => ids.includes(id))),
    insert: async (_tx, events) => events.forEach(add),
    unhandled: async (_tx, profileIds, limit) =>
      rows
        .filter((row) => profileIds.includes(row.profileId) && !row.handled)
        .slice(0, limit)
        .map(open),
    async markHandled(_tx, seqs) {
      rows = rows.map((row) => (seqs.includes(row.seq) ? { ...row, handled: true } : row));
    },
    history: async (_tx, profileId, names) =>
      rows
        .filter((row) => row.profileId === profileId && (names.includes('*') || names.includes(row.name)))
        .sort((a, b) => a.at - b.at || a.seq - b.seq)
        .slice(-MOST_HISTORY)
        .map(({ seq, name, at, properties }) => ({ seq, name, at, properties })),
    async list({ page, pageSize, name, profileId, after }) {
      const wanted = rows.filter(
        (row) =>
          (name === undefined || row.name === name) &&
          (profileId === undefined || row.profileId === profileId) &&
          (after === undefined || row.seq > after),
      );
      return paged(wanted.map(open).reverse(), page, pageSize);
    },
    names: async () => [...new Set(rows.map(({ name }) => name))].sort(),
    async reassign(_tx, from, into) {
      rows = rows.map((row) => (row.profileId === from ? { ...row, profileId: into } : row));
    },
  };
};
