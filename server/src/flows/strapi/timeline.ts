import type { Knex } from 'knex';

import type { TimelineEntry, TimelineSource } from '../../profiles';
import { asNumber, asNumberOrNull } from '../../strapi/database';
import type { OutboxStatus } from '../outbox/outbox-store';

interface RunRow {
  id: string;
  name: string;
  key: string;
  status: string;
  entered_at: number | string;
  ended_at: number | string | null;
  ended_because: string | null;
}

interface EffectRow {
  id: string;
  run_id: string | null;
  kind: string;
  name: string | null;
  status: OutboxStatus;
  reason: string | null;
  created_at: number | string;
  sent_at: number | string | null;
}

/** An entry, and its place among those of one moment: run by run, as they go, and in each what it began with first. */
interface Placed {
  readonly run: string;
  readonly part: 'began' | 'did' | 'ended';
  readonly entry: TimelineEntry;
}

const PARTS = ['began', 'did', 'ended'] as const satisfies readonly Placed['part'][];

/** Ids of runs sort by their time. */
const newestFirst = (a: Placed, b: Placed): number =>
  b.entry.at - a.entry.at ||
  (a.run === b.run ? PARTS.indexOf(b.part) - PARTS.indexOf(a.part) : a.run < b.run ? 1 : -1);

const ofRun = ({ id: run, name, key, entered_at, ended_at, ended_because }: RunRow): readonly Placed[] => {
  const began = { id: `${run}:entered`, at: asNumber(entered_at), title: `Entered the flow ${name}` };
  const endedAt = asNumberOrNull(ended_at);
  const details = { flow: key, run };
  return [
    { run, part: 'began', entry: { ...began, kind: 'flow', details } },
    ...(endedAt === null
      ? []
      : [
          {
            ...{ run, part: 'ended' as const },
            entry: {
              ...{ id: `${run}:ended`, at: endedAt, kind: 'flow' as const, title: `Left the flow ${name}` },
              details: { ...details, because: ended_because },
            },
          },
        ]),
  ];
};

const BECAME: Readonly<Record<OutboxStatus, string>> = {
  sent: 'done',
  skipped: 'left out',
  failed: 'failed',
  unknown: 'in doubt',
  held: 'held back',
  queued: 'waits',
  claimed: 'waits',
  'handed-off': 'on its way',
};

const titleOf = ({ kind, status }: EffectRow): string => {
  if (kind === 'send-email') return `Mail: ${status === 'sent' ? 'sent' : BECAME[status]}`;
  const words = kind.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${BECAME[status]}`;
};

const ofEffect = (row: EffectRow): Placed => ({
  run: row.run_id ?? '',
  part: 'did',
  entry: {
    id: row.id,
    at: asNumber(row.sent_at ?? row.created_at),
    kind: row.kind === 'send-email' ? 'email' : 'flow',
    title: titleOf(row),
    details: { flow: row.name, status: row.status, reason: row.reason },
  },
});

const runsOf = (db: Knex, profileId: string, limit: number): Promise<RunRow[]> =>
  db('attune_runs')
    .join('attune_flows', 'attune_flows.id', 'attune_runs.flow_id')
    .where('attune_runs.profile_id', profileId)
    .orderByRaw('coalesce(attune_runs.ended_at, attune_runs.entered_at) desc, attune_runs.id desc')
    .limit(limit)
    .select('attune_runs.id as id', 'attune_flows.name as name', 'attune_flows.key as key')
    .select('attune_runs.status as status', 'entered_at', 'ended_at', 'ended_because');

const effectsOf = (db: Knex, profileId: string, limit: number): Promise<EffectRow[]> =>
  db('attune_outbox')
    .leftJoin('attune_flows', 'attune_flows.id', 'attune_outbox.flow_id')
    .where('attune_outbox.profile_id', profileId)
    .orderByRaw('coalesce(attune_outbox.sent_at, attune_outbox.created_at) desc, attune_outbox.id desc')
    .limit(limit)
    .select('attune_outbox.id as id', 'run_id', 'kind', 'attune_flows.name as name')
    .select('attune_outbox.status as status', 'reason', 'attune_outbox.created_at as created_at', 'sent_at');

/** Somebody's ways through flows: each run's beginning and end, and what was sent or done in it, or not, and why. */
export const flowTimeline =
  (db: Knex): TimelineSource =>
  async (profileId, limit) => {
    const runs = await runsOf(db, profileId, limit);
    const effects = await effectsOf(db, profileId, limit);
    const [ways] = await db('attune_runs')
      .where({ profile_id: profileId })
      .count<{ runs: number | string; ends: number | string }[]>({ runs: '*', ends: 'ended_at' });
    const [done] = await db('attune_outbox')
      .where({ profile_id: profileId })
      .count<{ n: number | string }[]>({ n: '*' });
    return {
      total: asNumber(ways?.runs) + asNumber(ways?.ends) + asNumber(done?.n),
      entries: [...runs.flatMap(ofRun), ...effects.map(ofEffect)].sort(newestFirst).map(({ entry }) => entry),
    };
  };
