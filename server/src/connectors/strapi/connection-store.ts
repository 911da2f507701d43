import type { Knex } from 'knex';

import type { JsonObject } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson, knexOf } from '../../strapi/database';
import type { Connection, ConnectionStore, PickedList } from '..';

const CONNECTIONS = 'attune_connections';
const LISTS = 'attune_connection_lists';

type Time = number | string;

interface ConnectionRow {
  id: string;
  kind: string;
  name: string;
  options: string;
  sealed_secret: string;
  schedule: string | null;
  paused: boolean | number;
  next_at: Time | null;
  changes_since: Time | null;
  created_at: Time;
  updated_at: Time;
}

interface ListRow {
  connection_id: string;
  list_id: string;
  name: string;
  picked: boolean | number;
  segment: string | null;
  synced_at: Time | null;
  gone: boolean | number;
}

const fromRow = (row: ConnectionRow): Connection => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  options: fromJson<JsonObject>(row.options),
  sealedSecret: row.sealed_secret,
  schedule: row.schedule,
  paused: Boolean(row.paused),
  nextAt: asNumberOrNull(row.next_at),
  changesSince: asNumberOrNull(row.changes_since),
  createdAt: asNumber(row.created_at),
  updatedAt: asNumber(row.updated_at),
});

const toRow = (connection: Connection): ConnectionRow => ({
  id: connection.id,
  kind: connection.kind,
  name: connection.name,
  options: JSON.stringify(connection.options),
  sealed_secret: connection.sealedSecret,
  schedule: connection.schedule,
  paused: connection.paused,
  next_at: connection.nextAt,
  changes_since: connection.changesSince,
  created_at: connection.createdAt,
  updated_at: connection.updatedAt,
});

const fromListRow = (row: ListRow): PickedList => ({
  connectionId: row.connection_id,
  listId: row.list_id,
  name: row.name,
  picked: Boolean(row.picked),
  segment: row.segment,
  syncedAt: asNumberOrNull(row.synced_at),
  gone: Boolean(row.gone),
});

const toListRow = (list: PickedList): ListRow => ({
  connection_id: list.connectionId,
  list_id: list.listId,
  name: list.name,
  picked: list.picked,
  segment: list.segment,
  synced_at: list.syncedAt,
  gone: list.gone,
});

export const createKnexConnectionStore = (db: Knex): ConnectionStore => ({
  all: async () => (await db<ConnectionRow>(CONNECTIONS).orderBy('name').orderBy('id')).map(fromRow),
  async find(id) {
    const row = await db<ConnectionRow>(CONNECTIONS).where({ id }).first();
    return row && fromRow(row);
  },
  async insert(connection) {
    await db<ConnectionRow>(CONNECTIONS).insert(toRow(connection));
  },
  async save(connection) {
    await db<ConnectionRow>(CONNECTIONS)
      .where({ id: connection.id })
      .update({
        ...toRow(connection),
        // A sync under way may have written it meanwhile.
        changes_since: db.ref('changes_since') as unknown as number,
      });
  },
  async delete(id) {
    await db.transaction(async (trx) => {
      await trx(LISTS).where({ connection_id: id }).delete();
      await trx('attune_syncs').where({ connection_id: id }).delete();
      await trx(CONNECTIONS).where({ id }).delete();
    });
  },
  due: async (now) =>
    (
      await db<ConnectionRow>(CONNECTIONS)
        .where('next_at', '<=', now)
        .where({ paused: false })
        .orderBy('next_at')
    ).map(fromRow),
  async moveNext(id, from, to) {
    const moved = await db<ConnectionRow>(CONNECTIONS).where({ id, next_at: from }).update({ next_at: to });
    return moved > 0;
  },
  async setChangesSince(tx, id, since) {
    await knexOf(tx)<ConnectionRow>(CONNECTIONS).where({ id }).update({ changes_since: since });
  },
  lists: async (connectionId) =>
    (await db<ListRow>(LISTS).where({ connection_id: connectionId }).orderBy('name').orderBy('list_id')).map(
      fromListRow,
    ),
  async putList(list) {
    await db<ListRow>(LISTS).insert(toListRow(list)).onConflict(['connection_id', 'list_id']).merge();
  },
  async deleteList(tx, connectionId, listId) {
    await knexOf(tx)(LISTS).where({ connection_id: connectionId, list_id: listId }).delete();
  },
});
