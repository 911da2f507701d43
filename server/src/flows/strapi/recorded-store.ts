import type { Knex } from 'knex';

import type { EventFact, JsonObject, LeftStep } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson, whereAmong } from '../../strapi/database';
import type { OutboxStatus } from '../outbox/outbox-store';
import { createCounting } from '../rehearsal/counting';
import type { Did, RecordedRun, RecordedStore } from '../rehearsal/recorded';
import type { Traced } from '../rehearsal/trace';

interface RunRow {
  id: string;
  profile_id: string;
  run_key: string | null;
  state: string;
  node: string;
  entered_at: number | string;
  ended_at: number | string | null;
  ended_because: string | null;
}

interface EffectRow {
  id: string;
  run_id: string;
  kind: string;
  node: string | null;
  status: OutboxStatus;
  reason: string | null;
  waited_for: string | null;
  sent_at: number | string | null;
  created_at: number | string;
}

interface MessageRow {
  kind: string;
  id: string;
  profile_id: string;
  payload: string;
  sent_at: number | string;
}

type LeftRow = LeftStep & { readonly run_id: string };

const PORTION = 200;
/** More real runs than this are not laid beside a rehearsal: reading them would take longer than it. */
const MOST_RUNS = 20_000;

const groupBy = <Row extends { readonly run_id: string }>(rows: readonly Row[]) => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.run_id, [...(groups.get(row.run_id) ?? []), row]);
  return (runId: string): readonly Row[] => groups.get(runId) ?? [];
};

/** Empty once the person was erased. */
const triggerOf = (state: string): EventFact | null =>
  fromJson<{ trigger?: EventFact | null }>(state).trigger ?? null;

/** A run as it stood at a moment: what came later is left out. */
const tracedAt = (
  to: number,
  row: RunRow,
  left: readonly LeftRow[],
  effects: readonly EffectRow[],
): Traced => {
  const endedAt = asNumberOrNull(row.ended_at);
  const isOver = endedAt !== null && endedAt <= to;
  return {
    ...{ runId: row.id, profileId: row.profile_id, enteredAt: asNumber(row.entered_at) },
    state: { key: row.run_key, node: row.node, dueAt: null, standsSince: 0, trigger: null },
    because: isOver ? row.ended_because : null,
    endedAt: isOver ? endedAt : null,
    left: left.map((step) => ({ ...step, at: asNumber(step.at) })).filter(({ at }) => at <= to),
    effects: effects
      .map((effect) => ({
        ...{
          id: effect.id,
          kind: effect.kind,
          node: effect.node,
          status: effect.status,
          reason: effect.reason,
        },
        waitedFor: effect.waited_for,
        ...{ sentAt: asNumberOrNull(effect.sent_at), createdAt: asNumber(effect.created_at) },
      }))
      .filter(({ createdAt }) => createdAt <= to),
  };
};

/** Reads what was, for rehearsals. */
export const createKnexRecordedStore = (db: Knex, breathe: () => Promise<void>): RecordedStore => {
  const living = () => db<{ id: string }>('attune_profiles').whereRaw("coalesce(merged_into, '') = ''");

  const didIt = ({ name, from, to }: Did) =>
    db('attune_events')
      .whereRaw('attune_events.profile_id = attune_profiles.id')
      .where({ name })
      .whereBetween('at', [from, to])
      .select(db.raw('1'));

  /** Whole runs of a portion of them. */
  const traced = async (rows: readonly RunRow[], to: number): Promise<readonly Traced[]> => {
    const ids = rows.map(({ id }) => id);
    const people = [...new Set(rows.map(({ profile_id }) => profile_id))];
    const [left, effects] = (await Promise.all([
      whereAmong(db('attune_run_steps'), 'run_id', ids)
        .orderBy(['at', 'visit'])
        .select('run_id', 'node', 'visit', 'at', 'outcome', 'detail'),
      // By the person first: that is what an index knows.
      whereAmong(whereAmong(db('attune_outbox'), 'profile_id', people), 'run_id', ids).select(
        ...['id', 'run_id', 'kind', 'node', 'status', 'reason', 'waited_for', 'sent_at', 'created_at'],
      ),
    ])) as [LeftRow[], EffectRow[]];
    const leftBy = groupBy(left);
    const effectsBy = groupBy(effects);
    return rows.map((row) => tracedAt(to, row, leftBy(row.id), effectsBy(row.id)));
  };

  return {
    async people() {
      const [row] = await db('attune_profiles')
        .whereNull('merged_into')
        .count<{ n: number | string }[]>({ n: '*' });
      return asNumber(row?.n ?? 0);
    },
    async stretch(did, after, size) {
      const last = await db<{ id: string }>('attune_profiles')
        .where('id', '>', after)
        .orderBy('id')
        .offset(size - 1)
        .first('id');
      const query = living().where('id', '>', after).orderBy('id').select('id');
      if (last) query.where('id', '<=', last.id);
      if (did) query.whereExists(didIt(did));
      return { ids: (await query).map(({ id }) => id), end: last?.id ?? null };
    },
    async runsOf(flowId, profileIds) {
      const rows: RunRow[] = await whereAmong(db('attune_runs'), 'profile_id', profileIds)
        .where({ flow_id: flowId })
        .orderBy(['entered_at', 'id'])
        .select('id', 'profile_id', 'run_key', 'state', 'entered_at');
      return rows.map(
        (row): RecordedRun => ({
          ...{ id: row.id, profileId: row.profile_id, key: row.run_key, enteredAt: asNumber(row.entered_at) },
          trigger: triggerOf(row.state),
        }),
      );
    },
    async messages(profileIds, exceptFlow, from, to) {
      const rows: MessageRow[] = await whereAmong(db('attune_outbox'), 'profile_id', profileIds)
        .where('payload', 'like', '%"reachesPerson":true%')
        .whereBetween('sent_at', [from, to])
        .where((other) => other.whereNull('flow_id').orWhereNot('flow_id', exceptFlow))
        .select('id', 'kind', 'profile_id', 'payload', 'sent_at');
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        profileId: row.profile_id,
        payload: fromJson<JsonObject>(row.payload),
        sentAt: asNumber(row.sent_at),
      }));
    },
    async figures(flowId, from, to) {
      const entered = () =>
        db('attune_runs').where({ flow_id: flowId }).whereBetween('entered_at', [from, to]);
      const [count] = await entered().count<{ n: number | string }[]>({ n: '*' });
      if (asNumber(count?.n ?? 0) > MOST_RUNS) return 'too-many';
      const counting = createCounting();
      for (let at = from, seen = ''; ; ) {
        const [since, after] = [at, seen];
        const rows = (await entered()
          .where((later) =>
            later
              .where('entered_at', '>', since)
              .orWhere((same) => same.where({ entered_at: since }).where('id', '>', after)),
          )
          .orderBy(['entered_at', 'id'])
          .limit(PORTION)) as unknown as RunRow[];
        for (const trace of await traced(rows, to)) counting.add(trace);
        const last = rows.at(-1);
        if (!last || rows.length < PORTION) return counting.figures();
        at = asNumber(last.entered_at);
        seen = last.id;
        await breathe();
      }
    },
  };
};
