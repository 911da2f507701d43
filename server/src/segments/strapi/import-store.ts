import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, chunksOf, fromJson, knexOf } from '../../strapi/database';
import type { ImportStore, SegmentImport } from '..';

interface ImportRow {
  id: string;
  segment_id: string;
  actor: string;
  state: SegmentImport['state'];
  bytes: number | string;
  read: number | string;
  rows: number;
  added: number;
  already: number;
  created: number;
  refused: number;
  columns: string;
  fault: string | null;
  started_at: number | string;
  updated_at: number | string;
  ended_at: number | string | null;
}

interface RefusalRow {
  import_id: string;
  line: number;
  value: string | null;
  reason: string;
}

const IMPORTS = 'attune_segment_imports';
const REFUSALS = 'attune_segment_refusals';

const importOf = (row: ImportRow): SegmentImport => ({
  id: row.id,
  segmentId: row.segment_id,
  actor: row.actor,
  state: row.state,
  bytes: asNumber(row.bytes),
  read: asNumber(row.read),
  rows: row.rows,
  added: row.added,
  already: row.already,
  created: row.created,
  refused: row.refused,
  columns: fromJson<SegmentImport['columns']>(row.columns),
  fault: row.fault,
  startedAt: asNumber(row.started_at),
  updatedAt: asNumber(row.updated_at),
  endedAt: asNumberOrNull(row.ended_at),
});

const rowOf = (one: SegmentImport): ImportRow => {
  const { segmentId, startedAt, updatedAt, endedAt, columns, ...rest } = one;
  return {
    ...rest,
    segment_id: segmentId,
    columns: JSON.stringify(columns),
    started_at: startedAt,
    updated_at: updatedAt,
    ended_at: endedAt,
  };
};

export const createKnexImports = (db: Knex): ImportStore => {
  const newest = (segmentId: string) =>
    db<ImportRow>(IMPORTS)
      .where({ segment_id: segmentId })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
  return {
    async insert(made) {
      await db<ImportRow>(IMPORTS).insert(rowOf(made));
    },
    async get(id) {
      const row = await db<ImportRow>(IMPORTS).where({ id }).first();
      return row && importOf(row);
    },
    list: async (segmentId, limit) => (await newest(segmentId).limit(limit)).map(importOf),
    progress: async (tx, id, counts, columns, at) =>
      (await knexOf(tx)<ImportRow>(IMPORTS)
        .where({ id, state: 'running' })
        .update({ ...counts, columns: JSON.stringify(columns), updated_at: at })) > 0,
    async refuse(tx, id, rows) {
      for (const chunk of chunksOf(rows)) {
        await knexOf(tx)<RefusalRow>(REFUSALS)
          .insert(chunk.map((row) => ({ ...row, import_id: id })))
          .onConflict(['import_id', 'line'])
          .ignore();
      }
    },
    end: async (id, state, fault, at) =>
      (await db<ImportRow>(IMPORTS)
        .where({ id, state: 'running' })
        .update({ state, fault, ended_at: at, updated_at: at })) > 0,
    refused: async (id, after, limit) =>
      (
        await db<RefusalRow>(REFUSALS)
          .where({ import_id: id })
          .where('line', '>', after)
          .orderBy('line')
          .limit(limit)
      ).map(({ line, value, reason }) => ({ line: asNumber(line), value, reason })),
    async prune(segmentId, keep) {
      const old = (await newest(segmentId).select('id')).slice(keep).map(({ id }) => id);
      for (const id of old) {
        await db(REFUSALS).where({ import_id: id }).delete();
        await db(IMPORTS).where({ id }).delete();
      }
    },
  };
};
