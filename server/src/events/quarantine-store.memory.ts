import type { Quarantined, QuarantineStore } from './quarantine-store';

/** Keeps the quarantine in an array; for tests. */
export const createMemoryQuarantineStore = (): QuarantineStore => {
  let rows: readonly Quarantined[] = [];
  return {
    async insert(_tx, added) {
      rows = [...rows, ...added];
    },
    async keepNewest(_tx, most) {
      rows = rows.slice(Math.max(0, rows.length - most));
    },
    async list({ page, pageSize, code }) {
      const wanted = rows.filter((row) => code === undefined || row.code === code).reverse();
      return { rows: wanted.slice((page - 1) * pageSize, page * pageSize), total: wanted.length };
    },
    get: async (id) => rows.find((row) => row.id === id),
    async delete(id) {
      rows = rows.filter((row) => row.id !== id);
    },
  };
};
