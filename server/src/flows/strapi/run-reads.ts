import type { Knex } from 'knex';

import type { LeftStep, RunState, StepNumbers } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson } from '../../strapi/database';
import { AFTER_GOAL } from '../outbox/outbox-store';
import type { RunCounts, RunFilter, RunStore, RunStory } from '../turn/run-store';
import { effectsOf } from './outbox-reads';
import { createKnexTallyStore } from './tally-store';
import { OPEN_EFFECTS } from './tally-tables';

type Counted<Columns extends string> = Record<Columns, string> & { readonly n: number | string };

interface StoryRow {
  id: string;
  version: number;
  profile_id: string;
  run_key: string | null;
  status: 'running' | 'ended';
  ended_because: string | null;
  node: string;
  due_at: number | string | null;
  entered_at: number | string;
  ended_at: number | string | null;
}

const NONE: RunCounts = { running: 0, finished: 0, goal: 0, exit: 0, holdout: 0, other: 0 };
const COUNTED = ['finished', 'goal', 'exit', 'holdout'] as const;

const columnOf = (because: string | null): keyof RunCounts =>
  because === null ? 'running' : (COUNTED.find((known) => known === because) ?? 'other');

const storyOf = (row: StoryRow, steps: readonly LeftStep[]): RunStory => ({
  id: row.id,
  version: row.version,
  profileId: row.profile_id,
  key: row.run_key,
  status: row.status,
  because: row.ended_because,
  node: row.node,
  dueAt: asNumberOrNull(row.due_at),
  enteredAt: asNumber(row.entered_at),
  endedAt: asNumberOrNull(row.ended_at),
  steps,
});

/** Of those that ended for one reason an index has them by time. More than this of others and the newest are found sooner by walking all of the flow's runs than by sorting those that fit. */
const MANY = 2_000;

type Matching = (filter: RunFilter, wide?: boolean) => Knex.QueryBuilder;

const matchingIn =
  (db: Knex): Matching =>
  ({ flowId, status, node, because, version, profileId }, wide = false) => {
    const query = db('attune_runs').where({ flow_id: flowId });
    const wanted = { status, node, ended_because: because, version, profile_id: profileId };
    for (const [column, value] of Object.entries(wanted)) {
      if (value === undefined) continue;
      // An expression is found by no index, so that the one by time is taken.
      if (wide) query.whereRaw(`coalesce(${column}, null) = ?`, [value]);
      else query.where({ [column]: value });
    }
    return query;
  };

const sum = (rows: readonly { readonly n: number | string }[]): number =>
  rows.reduce((total, { n }) => total + asNumber(n), 0);

const sumBy = <Row extends { readonly n: number | string }>(
  rows: readonly Row[],
  by: (row: Row) => string,
) => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(by(row), (sums.get(by(row)) ?? 0) + asNumber(row.n));
  return [...sums];
};

/** What the panel asks: pages of people, and the numbers beside the steps. */
export const createRunReads = (
  db: Knex,
): Pick<RunStore, 'page' | 'counts' | 'numbers' | 'entered' | 'sentAfterGoal' | 'runningIn' | 'trace'> => {
  const matching = matchingIn(db);
  const tallies = createKnexTallyStore(db);

  const leftBy = async (ids: readonly string[]): Promise<ReadonlyMap<string, readonly LeftStep[]>> => {
    const rows = await db('attune_run_steps')
      .whereIn('run_id', [...ids])
      .orderBy(['at', 'visit'])
      .select<(LeftStep & { run_id: string })[]>('run_id', 'node', 'visit', 'at', 'outcome', 'detail');
    const left = new Map<string, LeftStep[]>(ids.map((id) => [id, []]));
    for (const { run_id, ...step } of rows) left.get(run_id)?.push({ ...step, at: asNumber(step.at) });
    return left;
  };

  const standing = async (flowId: string, version?: number): Promise<readonly Counted<'node'>[]> => {
    const query = db('attune_runs').where({ flow_id: flowId, status: 'running' }).whereNull('ended_because');
    if (version !== undefined) query.where({ version });
    return query.groupBy('node').select('node').count<Counted<'node'>[]>({ n: '*' });
  };

  const openEffects = (flowId: string, version?: number) => {
    const query = db('attune_outbox').where({ flow_id: flowId }).whereRaw(OPEN_EFFECTS);
    if (version !== undefined) query.whereIn('run_id', db('attune_runs').where({ version }).select('id'));
    return query;
  };

  const open = async (flowId: string, version?: number): Promise<readonly Counted<'node' | 'status'>[]> =>
    openEffects(flowId, version)
      .groupBy('node', 'status')
      .select('node', 'status')
      .count<Counted<'node' | 'status'>[]>({ n: '*' });

  const heldBack = async (flowId: string, version?: number) =>
    openEffects(flowId, version)
      .whereNotNull('waited_for')
      .groupBy('node', 'waited_for')
      .select({ node: 'node', detail: 'waited_for' })
      .count<Counted<'node' | 'detail'>[]>({ n: '*' });

  return {
    async page(filter, page, pageSize) {
      const [count] = await matching(filter).count<{ n: number | string }[]>({ n: '*' });
      const total = asNumber(count?.n ?? 0);
      const rows: StoryRow[] = await matching(filter, total > MANY && filter.because === undefined)
        .orderBy('entered_at', 'desc')
        .orderBy('id', 'desc')
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      const left = await leftBy(rows.map(({ id }) => id));
      return { rows: rows.map((row) => storyOf(row, left.get(row.id) ?? [])), total };
    },
    async counts(flowIds) {
      const running = await db('attune_runs')
        .whereIn('flow_id', [...flowIds])
        .where({ status: 'running' })
        .groupBy('flow_id')
        .select('flow_id')
        .count<{ flow_id: string; n: number | string }[]>({ n: '*' });
      const rows = [
        ...running.map(({ flow_id, n }) => ({ flowId: flow_id, because: null, n: asNumber(n) })),
        ...(await tallies.ends(flowIds)),
      ];
      const counts = new Map<string, RunCounts>(flowIds.map((id) => [id, NONE]));
      for (const { flowId, because, n } of rows) {
        const known = counts.get(flowId) ?? NONE;
        const column = columnOf(because);
        counts.set(flowId, { ...known, [column]: known[column] + n });
      }
      return counts;
    },
    async numbers(flowId, version) {
      const waiting = await standing(flowId, version);
      const final = await tallies.of(flowId, version);
      const effects = await open(flowId, version);
      const waited = [...final.filter(({ what }) => what === 'waited'), ...(await heldBack(flowId, version))];

      const nodes = [...new Set([...waiting, ...final, ...effects].map(({ node }) => node))].sort();
      return nodes.map((node): StepNumbers => {
        const here = final.filter((row) => row.node === node);
        const passed = here.filter(({ what }) => what === 'passed');
        const left = here.filter(({ what, detail }) => what === 'ended' && detail !== 'finished');
        const skipped = here.filter(({ what }) => what === 'skipped');
        const done = here.filter(({ what }) => what === 'sent' || what === 'skipped');
        return {
          node,
          waiting: sum(waiting.filter((row) => row.node === node)),
          passed: sum(passed),
          left: sum(left),
          details: [
            ...sumBy(passed, ({ detail }) => detail).map(([detail, count]) => ({
              outcome: 'passed',
              detail,
              count,
            })),
            ...sumBy(left, ({ detail }) => detail).map(([outcome, count]) => ({
              outcome,
              detail: '',
              count,
            })),
          ],
          effects: Object.fromEntries([
            ...sumBy(done, ({ what }) => what),
            ...effects
              .filter((row) => row.node === node)
              .map(({ status, n }) => [status, asNumber(n)] as const),
          ]),
          skipped: sumBy(skipped, ({ detail }) => detail).map(([reason, count]) => ({ reason, count })),
          waited: sumBy(
            waited.filter((row) => row.node === node),
            ({ detail }) => detail,
          ).map(([reason, count]) => ({ reason, count })),
        };
      });
    },
    async entered(flowId, version) {
      const ended = (await tallies.of(flowId, version)).filter(({ what }) => what === 'ended');
      return sum(ended) + sum(await standing(flowId, version));
    },
    async sentAfterGoal(flowId, version) {
      const rows = await tallies.of(flowId, version);
      return sum(rows.filter(({ what, detail }) => what === 'sent' && detail === AFTER_GOAL));
    },
    async runningIn(flowId) {
      const rows = await db('attune_runs')
        .where({ flow_id: flowId, status: 'running' })
        .groupBy('version')
        .select('version')
        .count<{ version: number; n: number | string }[]>({ n: '*' });
      return new Map(rows.map(({ version, n }) => [version, asNumber(n)]));
    },
    async trace(flowId, id) {
      const row = await db('attune_runs')
        .where({ id, flow_id: flowId })
        .first<(StoryRow & { state: string }) | undefined>();
      if (!row) return undefined;
      const left = await leftBy([id]);
      return {
        run: storyOf(row, left.get(id) ?? []),
        state: fromJson<Partial<RunState>>(row.state),
        // By the person first: that is what an index knows.
        effects: await effectsOf(db, { profile_id: row.profile_id, run_id: id }),
      };
    },
  };
};
