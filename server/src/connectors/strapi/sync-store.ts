import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, fromJson, knexOf } from '../../strapi/database';
import type { Checkpoint, Sync, SyncPatch, SyncStore } from '..';

const TABLE = 'attune_syncs';

type Time = number | string;

interface SyncRow {
  id: string;
  connection_id: string;
  open_for: string | null;
  status: Sync['status'];
  doing: string;
  done: number;
  of: number;
  checkpoint: string | null;
  cancel: boolean | number;
  error: string | null;
  rows_in: Time;
  added: Time;
  removed: Time;
  updated: Time;
  refused: Time;
  claimed_by: string | null;
  claimed_until: Time | null;
  requested_at: Time;
  started_at: Time | null;
  ended_at: Time | null;
}

const fromRow = (row: SyncRow): Sync => ({
  id: row.id,
  connectionId: row.connection_id,
  status: row.status,
  doing: row.doing,
  done: asNumber(row.done),
  of: asNumber(row.of),
  checkpoint: row.checkpoint === null ? null : fromJson<Checkpoint>(row.checkpoint),
  cancel: Boolean(row.cancel),
  error: row.error,
  rowsIn: asNumber(row.rows_in),
  added: asNumber(row.added),
  removed: asNumber(row.removed),
  updated: asNumber(row.updated),
  refused: asNumber(row.refused),
  requestedAt: asNumber(row.requested_at),
  startedAt: asNumberOrNull(row.started_at),
  endedAt: asNumberOrNull(row.ended_at),
});

const COLUMNS = {
  status: 'status',
  doing: 'doing',
  done: 'done',
  of: 'of',
  checkpoint: 'checkpoint',
  cancel: 'cancel',
  error: 'error',
  rowsIn: 'rows_in',
  added: 'added',
  removed: 'removed',
  updated: 'updated',
  refused: 'refused',
  requestedAt: 'requested_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
} as const satisfies Record<keyof SyncPatch, keyof SyncRow>;

/** `doing` holds a list's name, which may be longer than the column. */
const cellOf = (field: string, value: unknown): unknown => {
  if (field === 'checkpoint') return value === null ? null : JSON.stringify(value);
  return field === 'doing' ? String(value).slice(0, 200) : value;
};

const toPatch = (patch: SyncPatch): Partial<SyncRow> =>
  Object.fromEntries(
    Object.entries(patch).map(([field, value]) => [COLUMNS[field as keyof SyncPatch], cellOf(field, value)]),
  );

const OPEN = ['queued', 'running'] as const;

export const createKnexSyncStore = (db: Knex): SyncStore => ({
  async open(sync) {
    const { id, connectionId, ...fields } = sync;
    await db(TABLE)
      .insert({ id, connection_id: connectionId, open_for: connectionId, ...toPatch(fields) })
      .onConflict('open_for')
      .ignore();
    const row = await db<SyncRow>(TABLE).where({ open_for: connectionId }).first();
    return row ? fromRow(row) : sync;
  },
  async find(id) {
    const row = await db<SyncRow>(TABLE).where({ id }).first();
    return row && fromRow(row);
  },
  of: async (connectionId, limit) =>
    (
      await db<SyncRow>(TABLE)
        .where({ connection_id: connectionId })
        .orderBy('requested_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
    ).map(fromRow),
  async cancel(id) {
    await db<SyncRow>(TABLE).where({ id }).whereIn('status', OPEN).update({ cancel: true });
  },
  async claim(by, now, until) {
    const free = () =>
      db<SyncRow>(TABLE)
        .whereIn('status', OPEN)
        .where((query) => void query.whereNull('claimed_until').orWhere('claimed_until', '<', now));
    // Whoever comes second finds the row taken and looks for the next.
    for (const { id } of await free().orderBy('requested_at').limit(10).select('id')) {
      const taken = await free().where({ id }).update({ claimed_by: by, claimed_until: until });
      const row = taken > 0 ? await db<SyncRow>(TABLE).where({ id }).first() : undefined;
      if (row) return fromRow(row);
    }
    return undefined;
  },
  async keep(tx, id, by, until, patch) {
    const knex = tx ? knexOf(tx) : db;
    const kept = await knex<SyncRow>(TABLE)
      .where({ id, claimed_by: by })
      .update({ ...toPatch(patch), claimed_until: until });
    const row = kept > 0 ? await knex<SyncRow>(TABLE).where({ id }).first() : undefined;
    return row && fromRow(row);
  },
  async release(id, by) {
    await db<SyncRow>(TABLE).where({ id, claimed_by: by }).update({ claimed_by: null, claimed_until: null });
  },
  async end(id, by, patch) {
    await db<SyncRow>(TABLE)
      .where({ id, claimed_by: by })
      .update({ ...toPatch(patch), open_for: null, claimed_by: null, claimed_until: null });
  },
});
