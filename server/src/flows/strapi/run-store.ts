import type { Knex } from 'knex';

import type { EndReason, RunState } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson, knexOf, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import { insertRows, taking } from '../../strapi/insert-rows';
import type { LeftBy, RunStore, StoredRun } from '../turn/run-store';
import { createRunReads } from './run-reads';
import { addTallies } from './tally-store';

interface RunRow {
  id: string;
  flow_id: string;
  version: number;
  profile_id: string;
  live_key: string | null;
  state: string;
  status: 'running' | 'ended';
  ended_because: EndReason | null;
  entered_at: number | string;
  ended_at: number | string | null;
}

const fromRow = (row: RunRow): StoredRun => ({
  id: row.id,
  flowId: row.flow_id,
  version: row.version,
  profileId: row.profile_id,
  liveKey: row.live_key,
  // Whole flows are ended by their columns.
  state: { ...fromJson<RunState>(row.state), status: row.status, because: row.ended_because },
  enteredAt: asNumber(row.entered_at),
  endedAt: asNumberOrNull(row.ended_at),
});

const movingColumns = ({ version, state, liveKey, endedAt }: StoredRun) => ({
  version,
  live_key: liveKey,
  state: JSON.stringify(state),
  status: state.status,
  node: state.node,
  due_at: state.dueAt,
  ended_at: endedAt,
  ended_because: state.because,
});

const toRow = (run: StoredRun) => ({
  ...movingColumns(run),
  id: run.id,
  flow_id: run.flowId,
  profile_id: run.profileId,
  run_key: run.state.key,
  entered_at: run.enteredAt,
});

/** What a run's turn changes; the rest is as it began. */
const MOVING = ['version', 'live_key', 'state', 'status', 'node', 'due_at', 'ended_at', 'ended_because'];

const leftRows = ({ run, left }: LeftBy) =>
  left.map(({ node, visit, at, outcome, detail }) => ({
    ...{ node, visit, at, outcome, detail },
    ...{ run_id: run.id, flow_id: run.flowId, version: run.version },
  }));

/** Who has come to the end already, and stands there while the goal still counts. */
const LINGERS = '%"lingers":true%';

export const createKnexRunStore = (db: Knex): RunStore => ({
  ...createRunReads(db),
  async insert(tx, run) {
    const written = await knexOf(tx)('attune_runs')
      .insert(toRow(run))
      .onConflict('live_key')
      .ignore()
      .returning('id');
    return written.length > 0;
  },
  async save(tx, runs) {
    await insertRows(knexOf(tx), 'attune_runs', runs.map(toRow), { key: ['id'], becomes: taking(...MOVING) });
  },
  async insertLeft(tx, left) {
    const rows = left.flatMap(leftRows);
    await insertRows(knexOf(tx), 'attune_run_steps', rows, { key: ['run_id', 'node', 'visit'] });
  },
  async running(tx, profileIds) {
    const rows = await keptRows<RunRow>(
      whereAmong(knexOf(tx)('attune_runs'), 'profile_id', profileIds).where({ status: 'running' }),
    );
    return rows.map(fromRow).sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  async holding(tx, profileId) {
    const rows = await knexOf(tx)<RunRow>('attune_runs')
      .where({ profile_id: profileId })
      .whereNotNull('live_key')
      .orderBy('id');
    return rows.map(fromRow);
  },
  async lastEntered(tx, { flowId, profileId, key }) {
    const query = knexOf(tx)('attune_runs').where({ flow_id: flowId, profile_id: profileId });
    if (key !== undefined) query.where({ run_key: key });
    const [row] = await query.max<{ at: number | string | null }[]>({ at: 'entered_at' });
    return asNumberOrNull(row?.at);
  },
  async isHeld(tx, liveKey) {
    const row = await knexOf(tx)('attune_runs').where({ live_key: liveKey }).first('id');
    return row !== undefined;
  },
  async get(tx, id) {
    const row = await knexOf(tx)<RunRow>('attune_runs').where({ id }).first();
    return row && fromRow(row);
  },
  async move(tx, fromProfile, intoProfile) {
    await knexOf(tx)('attune_runs').where({ profile_id: fromProfile }).update({ profile_id: intoProfile });
  },
  async endAll(tx, flowId, { because, at, keepKeys }) {
    const running = () => knexOf(tx)('attune_runs').where({ flow_id: flowId, status: 'running' });
    const lingering = running().where('state', 'like', LINGERS);
    for (const [those, reason] of [
      [lingering, 'finished'],
      [running(), because],
    ] as const) {
      const standing = await those
        .clone()
        .groupBy('version', 'node')
        .select('version', 'node')
        .count<{ version: number; node: string; n: number | string }[]>({ n: '*' });
      const ended = { flow_id: flowId, what: 'ended', detail: reason } as const;
      // A million may stand there: they are added up here, and not one by one afterwards.
      await addTallies(
        knexOf(tx),
        standing.map((row) => ({ ...row, ...ended, n: asNumber(row.n) })),
      );
      await those.update({
        counted: 1,
        status: 'ended',
        ended_because: reason,
        ended_at: at,
        due_at: null,
        ...(keepKeys ? {} : { live_key: null }),
      });
    }
  },
  async overdue(tx, flowId, now) {
    const [row] = await knexOf(tx)('attune_runs')
      .where({ flow_id: flowId, status: 'running' })
      .where('due_at', '<=', now)
      .count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n ?? 0);
  },
  async versionsUnderWay() {
    const rows = await db('attune_runs')
      .where({ status: 'running' })
      .distinct<{ flow_id: string; version: number }[]>('flow_id', 'version');
    return rows.map(({ flow_id, version }) => ({ flowId: flow_id, version }));
  },
  async peopleIn(tx, flowId, after, limit) {
    const rows = await knexOf(tx)('attune_runs')
      .where({ flow_id: flowId, status: 'running' })
      .where('profile_id', '>', after)
      .orderBy('profile_id')
      .limit(limit)
      .distinct<{ profile_id: string }[]>('profile_id');
    return rows.map((row) => row.profile_id);
  },
});
