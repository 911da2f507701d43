import type { Knex } from 'knex';

import type { FlowDefinition } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import { asNumber, asNumberOrNull, fromJson, isPostgres, knexOf } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import type { FlowStatus, FlowStore, OpenFlow, StoredFlow } from '../flow-store';
import type { Overdue } from '../publishing/publishing';

interface FlowRow {
  id: string;
  key: string;
  name: string;
  status: FlowStatus;
  draft: string;
  version: number | null;
  next_at: number | string | null;
  moves_to: number | null;
  overdue: string | null;
  trial_of: string | null;
  created_at: number | string;
  updated_at: number | string;
}

const overdueOf = ({ overdue }: Pick<FlowRow, 'overdue'>): Overdue | null =>
  overdue === null ? null : fromJson<Overdue>(overdue);

const fromRow = (row: FlowRow): StoredFlow => ({
  id: row.id,
  key: row.key,
  name: row.name,
  status: row.status,
  draft: fromJson<FlowDefinition>(row.draft),
  version: row.version,
  nextAt: asNumberOrNull(row.next_at),
  movesTo: row.moves_to,
  overdue: overdueOf(row),
  trialOf: row.trial_of,
  createdAt: asNumber(row.created_at),
  updatedAt: asNumber(row.updated_at),
});

const toRow = (flow: Partial<StoredFlow>): Partial<FlowRow> => ({
  ...(flow.name === undefined ? {} : { name: flow.name }),
  ...(flow.status === undefined ? {} : { status: flow.status }),
  ...(flow.draft === undefined ? {} : { draft: JSON.stringify(flow.draft) }),
  ...(flow.version === undefined ? {} : { version: flow.version }),
  ...(flow.nextAt === undefined ? {} : { next_at: flow.nextAt }),
  ...(flow.movesTo === undefined ? {} : { moves_to: flow.movesTo }),
  ...(flow.overdue === undefined ? {} : { overdue: flow.overdue && JSON.stringify(flow.overdue) }),
  ...(flow.updatedAt === undefined ? {} : { updated_at: flow.updatedAt }),
});

export const createKnexFlowStore = (db: Knex): FlowStore => {
  const on = (tx: Tx | null) => (tx ? knexOf(tx) : db);
  return {
    async page(page, pageSize) {
      const rows = await db<FlowRow>('attune_flows')
        .whereNull('trial_of')
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      const count = await db('attune_flows')
        .whereNull('trial_of')
        .count<{ n: number | string }[]>({ n: '*' });
      return { rows: rows.map(fromRow), total: asNumber(count[0]?.n ?? 0) };
    },
    async get(tx, id) {
      const row = await on(tx)<FlowRow>('attune_flows').where({ id }).first();
      return row && fromRow(row);
    },
    async byKey(tx, key) {
      const row = await knexOf(tx)<FlowRow>('attune_flows').where({ key }).first();
      return row && fromRow(row);
    },
    async lock(tx, id) {
      const query = knexOf(tx)<FlowRow>('attune_flows').where({ id }).first();
      const row = await (isPostgres(db) ? query.forUpdate() : query);
      return row && fromRow(row);
    },
    async insert(flow) {
      const row = {
        ...toRow(flow),
        id: flow.id,
        key: flow.key,
        trial_of: flow.trialOf,
        created_at: flow.createdAt,
      };
      const written = await db('attune_flows').insert(row).onConflict('key').ignore().returning('id');
      return written.length > 0;
    },
    async update(tx, id, patch) {
      await knexOf(tx)('attune_flows').where({ id }).update(toRow(patch));
    },
    async remove(tx, id) {
      await knexOf(tx)('attune_flows').where({ id }).delete();
    },
    async insertVersion(tx, flowId, version, definition, at) {
      await knexOf(tx)('attune_flow_versions').insert({
        flow_id: flowId,
        version,
        definition: JSON.stringify(definition),
        published_at: at,
      });
    },
    async versions(flowId) {
      const rows = await db('attune_flow_versions')
        .where({ flow_id: flowId })
        .orderBy('version', 'desc')
        .select<{ version: number; published_at: number | string }[]>('version', 'published_at');
      return rows.map(({ version, published_at }) => ({ version, publishedAt: asNumber(published_at) }));
    },
    async version(tx, flowId, version) {
      const row = await on(tx)('attune_flow_versions')
        .where({ flow_id: flowId, version })
        .first<{ definition: string } | undefined>('definition');
      return row && fromJson<FlowDefinition>(row.definition);
    },
    async open(tx) {
      const rows = await keptRows<FlowRow>(
        knexOf(tx)('attune_flows')
          .whereIn('status', ['live', 'paused', 'draining'])
          .orderBy('id')
          .select('id', 'status', 'version', 'moves_to', 'overdue'),
      );
      return rows.map(
        (row) =>
          ({
            ...{ id: row.id, status: row.status, version: row.version, movesTo: row.moves_to },
            overdue: overdueOf(row),
          }) as OpenFlow,
      );
    },
    async stopDrained(tx, at) {
      const trx = knexOf(tx);
      const draining: string[] = await trx('attune_flows')
        .where({ status: 'draining' })
        .orWhere((trial) => trial.where({ status: 'live' }).whereNotNull('trial_of'))
        .pluck('id');
      let stopped = 0;
      for (const id of draining) {
        const running = await trx('attune_runs').where({ flow_id: id, status: 'running' }).first('id');
        const open = await trx('attune_outbox')
          .where({ flow_id: id })
          .whereIn('status', ['queued', 'claimed', 'handed-off', 'held'])
          .first('id');
        const called = await trx('attune_flow_calls').where({ flow_id: id }).first('id');
        if (running || open || called) continue;
        stopped += await trx('attune_flows').where({ id }).update({ status: 'stopped', updated_at: at });
      }
      return stopped;
    },
    async statusOf(tx, id) {
      const row = await knexOf(tx)('attune_flows')
        .where({ id })
        .first<{ status: FlowStatus } | undefined>('status');
      return row?.status;
    },
  };
};
