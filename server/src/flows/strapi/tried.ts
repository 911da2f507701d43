import type { Knex } from 'knex';

import { asNumber } from '../../strapi/database';
import { ERASED } from './tables';

const DAY = 86_400_000;
/** Whoever tries a flow looks at its mails for a while. */
const LOOKS_FOR = DAY;
/** Each of them is asked about for so long: who is somebody by then stays. */
const ASKED_FOR = 7 * DAY;
const MOST = 200;

export interface Tried {
  readonly profileId: string;
  /** When the first of their trials began. */
  readonly since: number;
}

/** Those who have tried flows, a day ago or some, and were in no other flow and got no other mail. */
export const triedFlows = async (db: Knex, now: number): Promise<readonly Tried[]> => {
  const until = now - LOOKS_FOR;
  const otherwise = (table: string) =>
    db(`${table} as o`)
      .leftJoin('attune_flows as g', 'g.id', 'o.flow_id')
      .whereRaw('o.profile_id = r.profile_id')
      .where((other) => other.whereNull('g.trial_of').orWhere('g.updated_at', '>', until))
      .select(db.raw('1'));
  const rows = await db('attune_flows as f')
    .join('attune_runs as r', 'r.flow_id', 'f.id')
    .whereNotNull('f.trial_of')
    .where('f.status', 'stopped')
    .whereBetween('f.updated_at', [until - ASKED_FOR, until])
    .whereNot('r.profile_id', ERASED)
    .whereNotExists(otherwise('attune_runs'))
    .whereNotExists(otherwise('attune_outbox'))
    .groupBy('r.profile_id')
    .select<{ profile_id: string; since: number | string }[]>('r.profile_id')
    .min('f.created_at as since')
    .limit(MOST);
  return rows.map(({ profile_id, since }) => ({ profileId: profile_id, since: asNumber(since) }));
};
