import type { Knex } from 'knex';

import type { TimelineEntry, TimelineSource } from '../../profiles';
import { asNumber, asNumberOrNull } from '../../strapi/database';

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
  kind: string;
  name: string | null;
  status: string;
  reason: string | null;
  created_at: number | string;
  sent_at: number | string | null;
}

const began = ({ id, name, key, entered_at }: RunRow): TimelineEntry => ({
  id: `${id}:entered`,
  at: asNumber(entered_at),
  kind: 'flow',
  title: `Entered the flow ${name}`,
  details: { flow: key, run: id },
});

const ended = ({ id, name, key, ended_at, ended_because }: RunRow): readonly TimelineEntry[] => {
  const at = asNumberOrNull(ended_at);
  if (at === null) return [];
  const details = { flow: key, run: id, because: ended_because };
  return [{ id: `${id}:ended`, at, kind: 'flow', title: `Left the flow ${name}`, details }];
};

/** Somebody's ways through flows: each run's beginning and its end. */
export const runTimeline =
  (db: Knex): TimelineSource =>
  async (profileId, limit) => {
    const rows: RunRow[] = await db('attune_runs')
      .join('attune_flows', 'attune_flows.id', 'attune_runs.flow_id')
      .where('attune_runs.profile_id', profileId)
      .orderByRaw('coalesce(attune_runs.ended_at, attune_runs.entered_at) desc')
      .limit(limit)
      .select(
        'attune_runs.id as id',
        'attune_flows.name as name',
        'attune_flows.key as key',
        'attune_runs.status as status',
        'entered_at',
        'ended_at',
        'ended_because',
      );
    const [all] = await db('attune_runs')
      .where({ profile_id: profileId })
      .count<{ runs: number | string; ends: number | string }[]>({ runs: '*', ends: 'ended_at' });
    return {
      total: asNumber(all?.runs) + asNumber(all?.ends),
      entries: rows.flatMap((row) => [began(row), ...ended(row)]),
    };
  };

/** What was sent to somebody, or not, and why. */
export const outboxTimeline =
  (db: Knex): TimelineSource =>
  async (profileId, limit) => {
    const rows: EffectRow[] = await db('attune_outbox')
      .leftJoin('attune_flows', 'attune_flows.id', 'attune_outbox.flow_id')
      .where('attune_outbox.profile_id', profileId)
      .orderByRaw('coalesce(attune_outbox.sent_at, attune_outbox.created_at) desc')
      .limit(limit)
      .select(
        'attune_outbox.id as id',
        'attune_outbox.kind as kind',
        'attune_flows.name as name',
        'attune_outbox.status as status',
        'reason',
        'attune_outbox.created_at as created_at',
        'sent_at',
      );
    const [all] = await db('attune_outbox')
      .where({ profile_id: profileId })
      .count<{ n: number | string }[]>({ n: '*' });
    return {
      total: asNumber(all?.n),
      entries: rows.map(({ id, kind, name, status, reason, created_at, sent_at }) => ({
        id,
        at: asNumber(sent_at ?? created_at),
        kind: kind === 'send-email' ? 'email' : 'flow',
        title: `${kind === 'send-email' ? 'Mail' : kind}: ${status}`,
        details: { flow: name, status, reason },
      })),
    };
  };
