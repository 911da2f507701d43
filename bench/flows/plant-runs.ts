import type { Knex } from 'knex';

import { COUNTED_TABLES, restOf, UNCOUNTED } from '../../server/src/flows/strapi/tally-tables';

const DAY = 86_400_000;
const TABLES = [
  'attune_profiles',
  'attune_runs',
  'attune_run_steps',
  'attune_outbox',
  'attune_profile_queue',
];

export interface Planted {
  readonly runs: number;
  readonly steps: number;
  readonly effects: number;
}

/**
 * So many runs of a flow over a year, each of somebody of their own: four of ten wait, the others have had the mail and
 * ended; all that is final is added up, as it is in an installation that has been up for more than a minute.
 */
export const plantRuns = async (db: Knex, flow: string, runs: number, now: number): Promise<Planted> => {
  await db.raw('pragma synchronous = off');
  const rows: { name: string; sql: string }[] = await db('sqlite_master')
    .where({ type: 'index' })
    .whereIn('tbl_name', TABLES)
    .whereNotNull('sql')
    .select('name', 'sql');
  for (const { name } of rows) await db.raw('drop index ??', [name]);
  const numbers = `with recursive s(i) as (select 0 union all select i + 1 from s where i < ${runs - 1})`;
  const [run, person] = ["printf('run-%08d', i)", "printf('person-%08d', i)"];
  const entered = `${now} - (i % 365) * ${DAY} - i % 1000`;
  const waits = 'i % 10 < 4';
  const due = `${now} + ${DAY} + i * 10`;
  await db.raw(
    `insert into attune_profiles (id, traits, consent, created_at, first_seen_at, last_seen_at, search)
     ${numbers} select ${person}, '{}', '{}', ${now}, ${now}, ${now}, '' from s`,
  );
  await db.raw(
    `insert into attune_runs
       (id, flow_id, version, profile_id, live_key, state, status, node, due_at, entered_at, ended_at, ended_because)
     ${numbers} select ${run}, '${flow}', 1, ${person}, case when ${waits} then '${flow}:' || ${person} || ':' end,
       json_object('runId', ${run}, 'key', null, 'status', case when ${waits} then 'running' else 'ended' end,
         'because', null, 'node', 'month', 'visits', json('{"month":1}'), 'standsSince', ${entered}, 'dueAt', ${due},
         'since', ${entered}, 'lastEffectAt', null, 'trigger', null, 'heard', json('{}')),
       case when ${waits} then 'running' else 'ended' end, case when ${waits} then 'month' else 'end' end,
       case when ${waits} then ${due} end, ${entered}, case when ${waits} then null else ${entered} + ${DAY} end,
       case when ${waits} then null when i % 10 < 6 then 'goal' when i % 10 = 6 then 'exit' else 'finished' end from s`,
  );
  await db.raw(
    `insert into attune_profile_queue (profile_id, due_at, attempts, cause)
     ${numbers} select ${person}, ${due}, 0, '' from s where ${waits}`,
  );
  for (const node of ['month', 'mail', 'end']) {
    await db.raw(
      `insert into attune_run_steps (run_id, node, visit, flow_id, version, at, outcome, detail)
       ${numbers} select ${run}, '${node}', 1, '${flow}', 1, ${entered} + ${DAY}, 'passed', '' from s where not (${waits})`,
    );
  }
  await db.raw(
    `insert into attune_outbox (id, kind, profile_id, flow_id, run_id, node, payload, status, due_at, attempts, sent_at, created_at)
     ${numbers} select ${run} || ':mail:1', 'send-email', ${person}, '${flow}', ${run}, 'mail', '{"template":"reminder"}',
       'sent', ${entered}, 1, ${entered}, ${entered} from s where not (${waits})`,
  );
  for (const { sql } of rows) await db.raw(sql);
  for (const [name, rest] of Object.entries(restOf((each) => COUNTED_TABLES[each]))) {
    await db.raw(
      `insert into attune_flow_tallies (flow_id, version, node, what, detail, n)
       select flow_id, version, node, what, detail, count(*) from (${rest}) t group by 1, 2, 3, 4, 5`,
    );
    const sort = name as keyof typeof UNCOUNTED;
    await db.raw(`update ${COUNTED_TABLES[sort]} set counted = 1 where ${UNCOUNTED[sort]}`);
  }
  await db.raw('analyze');
  const ended = Math.ceil(runs * 0.6);
  return { runs, steps: 3 * ended, effects: ended };
};
