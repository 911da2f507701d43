import type { ImportStore, RefusedRow, SegmentImport } from './import-store';

/** The fake that passes the same suite as the store on Knex. */
export const createMemoryImports = (): ImportStore => {
  const imports = new Map<string, SegmentImport>();
  const refused = new Map<string, RefusedRow[]>();
  const newest = (segmentId: string) =>
    [...imports.values()]
      .filter((one) => one.segmentId === segmentId)
      .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  const running = (id: string): SegmentImport | undefined => {
    const found = imports.get(id);
    return found?.state === 'running' ? found : undefined;
  };
  return {
    insert: async (made) => void imports.set(made.id, made),
    get: async (id) => imports.get(id),
    list: async (segmentId, limit) => newest(segmentId).slice(0, limit),
    async progress(_tx, id, counts, columns, at) {
      const found = running(id);
      if (found) imports.set(id, { ...found, ...counts, columns, updatedAt: at });
      return found !== undefined;
    },
    async refuse(_tx, id, rows) {
      refused.set(id, [...(refused.get(id) ?? []), ...rows]);
    },
    async end(id, state, fault, at) {
      const found = running(id);
      if (found) imports.set(id, { ...found, state, fault, endedAt: at, updatedAt: at });
      return found !== undefined;
    },
    refused: async (id, after, limit) =>
      (refused.get(id) ?? [])
        .filter(({ line }) => line > after)
        .sort((a, b) => a.line - b.line)
        .slice(0, limit),
    async prune(segmentId, keep) {
      for (const { id } of newest(segmentId).slice(keep)) {
        imports.delete(id);
        refused.delete(id);
      }
    },
  };
};
