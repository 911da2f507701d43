import type { Knex } from 'knex';

import { isSqlite } from '../../strapi/database';

/** Rows that are final and that no tally holds yet. The words stand in the index too, so that it is found by them. */
export const UNCOUNTED = {
  steps: "counted = 0 and outcome = 'passed'",
  runs: "counted = 0 and status = 'ended'",
  effects: "counted = 0 and flow_id is not null and status in ('sent', 'skipped')",
} as const;

/** An effect belongs to the version of its run. */
export const VERSION_OF_EFFECT =
  'coalesce((select version from attune_runs where attune_runs.id = attune_outbox.run_id), 0) as version';

/** The same as rows of the sums; `table` names a table, with the index it is to be read by. */
export const restOf = (table: (name: keyof typeof UNCOUNTED) => string) => ({
  steps: `select flow_id, version, node, 'passed' as what, detail from ${table('steps')} where ${UNCOUNTED.steps}`,
  runs: `select flow_id, version, node, 'ended' as what, coalesce(ended_because, '') as detail from ${table('runs')} where ${UNCOUNTED.runs}`,
  effects: `select flow_id, ${VERSION_OF_EFFECT}, coalesce(node, '') as node, status as what, coalesce(reason, '') as detail from ${table('effects')} where ${UNCOUNTED.effects}`,
});

/** Effects that were held back before they came to their end, by what first did so. */
export const waitedOf = (table: string): string =>
  `select flow_id, ${VERSION_OF_EFFECT}, coalesce(node, '') as node, 'waited' as what, waited_for as detail from ${table} where ${UNCOUNTED.effects} and waited_for is not null`;

export const COUNTED_TABLES = {
  steps: 'attune_run_steps',
  runs: 'attune_runs',
  effects: 'attune_outbox',
} as const;

/** With all that is read from them: a sum of what is not added up yet looks at nothing else. */
const INDEXED = {
  steps: 'flow_id, version, node, detail',
  runs: 'flow_id, version, node, ended_because',
  effects: 'flow_id, node, status, reason, run_id',
} as const;

export const uncountedIndex = (name: keyof typeof UNCOUNTED): string => `${COUNTED_TABLES[name]}_uncounted`;

/** SQLite knows nothing of how many there are, and would read all of a flow's runs: it is told where to look. */
export const tableOf =
  (db: Knex) =>
  (name: keyof typeof UNCOUNTED): string =>
    isSqlite(db) ? `${COUNTED_TABLES[name]} indexed by ${uncountedIndex(name)}` : COUNTED_TABLES[name];

/** Effects that something may still become of: few, and looked at by step. */
export const OPEN_EFFECTS = "status in ('queued', 'claimed', 'handed-off', 'failed', 'unknown', 'held')";

/** Numbers beside the steps must not grow slower with what has been: final rows are added up once. */
export const createTallies = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flow_tallies', (table) => {
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.string('node').notNullable();
    table.string('what').notNullable();
    table.string('detail').notNullable();
    table.bigInteger('n').notNullable();
    table.primary(['flow_id', 'version', 'node', 'what', 'detail']);
  });
  for (const name of Object.values(COUNTED_TABLES)) {
    await db.schema.alterTable(name, (table) => {
      table.integer('counted').notNullable().defaultTo(0);
    });
  }
  // What has been until now, at once: from here on it is a little at every beat.
  for (const rest of Object.values(restOf((name) => COUNTED_TABLES[name]))) {
    await db.raw(
      `insert into attune_flow_tallies (flow_id, version, node, what, detail, n)
       select flow_id, version, node, what, detail, count(*) from (${rest}) t
       group by flow_id, version, node, what, detail`,
    );
  }
  for (const name of ['steps', 'runs', 'effects'] as const) {
    const table = COUNTED_TABLES[name];
    await db.raw(`update ${table} set counted = 1 where ${UNCOUNTED[name]}`);
    await db.raw(
      `create index ${uncountedIndex(name)} on ${table} (${INDEXED[name]}) where ${UNCOUNTED[name]}`,
    );
  }
  await db.raw(
    `create index attune_outbox_open on attune_outbox (flow_id, node, status) where ${OPEN_EFFECTS}`,
  );
  await db.schema.alterTable('attune_run_steps', (table) => {
    table.dropIndex(['flow_id', 'node', 'outcome'], 'attune_run_steps_numbers');
  });
  await db.schema.alterTable('attune_outbox', (table) => {
    table.dropIndex(['flow_id', 'node', 'status'], 'attune_outbox_flow');
  });
  await db.schema.alterTable('attune_runs', (table) => {
    table.dropIndex(['flow_id', 'status', 'node'], 'attune_runs_flow');
    table.index(['flow_id', 'status', 'node', 'ended_because', 'version'], 'attune_runs_numbers');
    table.index(['flow_id', 'entered_at', 'id'], 'attune_runs_entered');
  });
};
