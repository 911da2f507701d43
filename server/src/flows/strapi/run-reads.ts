import type { Knex } from 'knex';

import type { LeftStep } from '../../../../plugin/src';
import { asNumber, asNumberOrNull } from '../../strapi/database';
import type { RunCounts, RunFilter, RunStore, RunStory, StepNumbers } from '../run-store';

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

const NONE: RunCounts = { running: 0, finished: 0, goal: 0, exit: 0, other: 0 };
const COUNTED = ['finished', 'goal', 'exit'] as const;

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

const matching = (db: Knex, { flowId, status, node, profileId }: RunFilter) => {
  const query = db('attune_runs').where({ flow_id: flowId });
  if (status) query.where({ status });
  if (node) query.where({ node });
  if (profileId) query.where({ profile_id: profileId });
  return query;
};

const sum = (rows: readonly { readonly n: number | string }[]): number =>
  rows.reduce((total, { n }) => total + asNumber(n), 0);

/** What the panel asks: pages of people, and the numbers beside the steps. */
export const createRunReads = (db: Knex): Pick<RunStore, 'page' | 'counts' | 'numbers'> => ({
  async page(filter, page, pageSize) {
    const rows = await matching(db, filter)
      .orderBy('entered_at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .select<StoryRow[]>();
    const [count] = await matching(db, filter).count<{ n: number | string }[]>({ n: '*' });
    const left = await db('attune_run_steps')
      .whereIn(
        'run_id',
        rows.map(({ id }) => id),
      )
      .orderBy(['at', 'visit'])
      .select<(LeftStep & { run_id: string })[]>('run_id', 'node', 'visit', 'at', 'outcome', 'detail');
    return {
      rows: rows.map((row) =>
        storyOf(
          row,
          left
            .filter(({ run_id }) => run_id === row.id)
            .map(({ run_id: _run, ...step }) => ({ ...step, at: asNumber(step.at) })),
        ),
      ),
      total: asNumber(count?.n ?? 0),
    };
  },
  async counts(flowIds) {
    const rows = await db('attune_runs')
      .whereIn('flow_id', [...flowIds])
      .groupBy('flow_id', 'ended_because')
      .select('flow_id', 'ended_because')
      .count<{ flow_id: string; ended_because: string | null; n: number | string }[]>({ n: '*' });
    const counts = new Map<string, RunCounts>(flowIds.map((id) => [id, NONE]));
    for (const { flow_id, ended_because, n } of rows) {
      const known = counts.get(flow_id) ?? NONE;
      const column = columnOf(ended_because);
      counts.set(flow_id, { ...known, [column]: known[column] + asNumber(n) });
    }
    return counts;
  },
  async numbers(flowId, version) {
    const of = version === undefined ? { flow_id: flowId } : { flow_id: flowId, version };
    const standing = await db('attune_runs')
      .where(of)
      .groupBy('node', 'status', 'ended_because')
      .select('node', 'status', 'ended_because')
      .count<(Counted<'node' | 'status'> & { ended_because: string | null })[]>({ n: '*' });
    const passed = await db('attune_run_steps')
      .where({ ...of, outcome: 'passed' })
      .groupBy('node', 'detail')
      .select('node', 'detail')
      .count<Counted<'node' | 'detail'>[]>({ n: '*' });
    const effects = await db('attune_outbox')
      .where({ flow_id: flowId })
      .groupBy('node', 'status')
      .select('node', 'status')
      .count<Counted<'node' | 'status'>[]>({ n: '*' });

    const nodes = [...new Set([...standing, ...passed, ...effects].map(({ node }) => node))].sort();
    return nodes.map((node): StepNumbers => {
      const here = standing.filter((row) => row.node === node);
      const left = here.filter((row) => row.status === 'ended' && row.ended_because !== 'finished');
      const through = passed.filter((row) => row.node === node);
      return {
        node,
        waiting: sum(here.filter((row) => row.status === 'running')),
        passed: sum(through),
        left: sum(left),
        details: [
          ...through.map(({ detail, n }) => ({ outcome: 'passed', detail, count: asNumber(n) })),
          ...left.map((row) => ({ outcome: row.ended_because ?? '', detail: '', count: asNumber(row.n) })),
        ],
        effects: Object.fromEntries(
          effects.filter((row) => row.node === node).map(({ status, n }) => [status, asNumber(n)]),
        ),
      };
    });
  },
});
