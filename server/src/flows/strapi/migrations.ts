import type { Knex } from 'knex';

import { chunksOf } from '../../strapi/database';
import type { SliceTables } from '../../strapi/tables';
import { createRefunds, createRevenue } from './revenue-tables';
import { createTallies } from './tally-tables';

const createFlows = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flows', (table) => {
    table.string('id').primary();
    table.string('key').notNullable().unique();
    table.string('name').notNullable();
    table.string('status').notNullable();
    table.text('draft').notNullable();
    table.integer('version');
    table.bigInteger('next_at');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['next_at'], 'attune_flows_next');
  });
  await db.schema.createTable('attune_flow_versions', (table) => {
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.text('definition').notNullable();
    table.bigInteger('published_at').notNullable();
    table.primary(['flow_id', 'version']);
  });
  await db.schema.createTable('attune_flow_slots', (table) => {
    table.string('flow_id').notNullable();
    table.bigInteger('at').notNullable();
    table.integer('version').notNullable();
    table.string('cursor').notNullable();
    table.boolean('done').notNullable();
    table.primary(['flow_id', 'at']);
    table.index(['done'], 'attune_flow_slots_open');
  });
  await db.schema.createTable('attune_flow_starts', (table) => {
    table.string('profile_id').notNullable();
    table.string('flow_id').notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['profile_id', 'flow_id', 'at']);
  });
};

const createRuns = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_runs', (table) => {
    table.string('id').primary();
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.string('profile_id').notNullable();
    table.text('run_key');
    table.text('live_key').unique();
    table.text('state').notNullable();
    table.string('status').notNullable();
    table.string('node').notNullable();
    table.bigInteger('due_at');
    table.bigInteger('entered_at').notNullable();
    table.bigInteger('ended_at');
    table.string('ended_because');
    table.index(['profile_id', 'status'], 'attune_runs_person');
    table.index(['flow_id', 'status', 'node'], 'attune_runs_flow');
  });
  await db.schema.createTable('attune_run_steps', (table) => {
    table.string('run_id').notNullable();
    table.string('node').notNullable();
    table.integer('visit').notNullable();
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.bigInteger('at').notNullable();
    table.string('outcome').notNullable();
    table.string('detail').notNullable();
    table.primary(['run_id', 'node', 'visit']);
    table.index(['flow_id', 'node', 'outcome'], 'attune_run_steps_numbers');
  });
};

const createOutbox = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_outbox', (table) => {
    table.string('id').primary();
    table.string('kind').notNullable();
    table.string('profile_id').notNullable();
    table.string('flow_id');
    table.string('run_id');
    table.string('node');
    table.text('payload').notNullable();
    table.string('status').notNullable();
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable();
    table.string('claimed_by');
    table.bigInteger('claimed_at');
    table.string('message_id');
    table.string('reason');
    table.bigInteger('sent_at');
    table.bigInteger('created_at').notNullable();
    table.index(['status', 'due_at'], 'attune_outbox_due');
    table.index(['profile_id'], 'attune_outbox_person');
    table.index(['flow_id', 'node', 'status'], 'attune_outbox_flow');
  });
  await db.schema.createTable('attune_processes', (table) => {
    table.string('id').primary();
    table.bigInteger('beat_at').notNullable();
  });
};

/** Starts that were told, now with a key and a cause; rows that wait there go along. */
const createCalls = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flow_calls', (table) => {
    table.string('id').primary();
    table.string('profile_id').notNullable().index();
    table.string('flow_id').notNullable();
    table.string('run_key');
    table.text('event');
    table.bigInteger('at').notNullable();
  });
  const waiting = await db<{ profile_id: string; flow_id: string; at: number }>('attune_flow_starts');
  for (const rows of chunksOf(waiting)) {
    await db('attune_flow_calls').insert(
      rows.map((row) => ({ ...row, id: `${row.flow_id}:${row.at}:${row.profile_id}` })),
    );
  }
  await db.schema.dropTable('attune_flow_starts');
};

const createCodes = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flow_codes', (table) => {
    table.string('code').primary();
    table.string('effect_id').notNullable().unique();
    table.string('profile_id').notNullable().index();
    table.string('flow_id');
    table.bigInteger('drawn_at').notNullable().index();
  });
};

/** In the order in which they came to be; one that was released is never changed. */
export const flowsMigrations: SliceTables['migrations'] = [
  {
    name: '2026-11-23-flows',
    async up(db) {
      await createFlows(db);
      await createRuns(db);
      await createOutbox(db);
    },
  },
  {
    name: '2026-11-25-outbox-ages',
    async up(db) {
      await db.raw("create index attune_outbox_ages on attune_outbox (created_at) where payload <> '{}'");
    },
  },
  { name: '2026-11-25-flow-tallies', up: createTallies },
  {
    name: '2026-11-25-flow-calls-and-codes',
    async up(db) {
      await createCalls(db);
      await createCodes(db);
    },
  },
  {
    name: '2026-11-25-flow-alarms',
    async up(db) {
      await db.schema.createTable('attune_flow_alarms', (table) => {
        table.string('profile_id').notNullable();
        table.string('flow_id').notNullable();
        table.string('run_key').notNullable();
        table.bigInteger('at').notNullable();
        table.text('event');
        table.primary(['profile_id', 'flow_id', 'run_key']);
      });
      await db.schema.alterTable('attune_flow_slots', (table) => {
        table.text('event');
      });
    },
  },
  {
    name: '2026-11-25-flow-rules',
    async up(db) {
      await db.schema.alterTable('attune_outbox', (table) => {
        table.string('waited_for');
      });
      await db.schema.createTable('attune_flow_paces', (table) => {
        table.string('flow_id').primary();
        table.bigInteger('next_at').notNullable();
        table.bigInteger('gone_at').notNullable();
      });
    },
  },
  {
    name: '2026-11-25-flow-publishing',
    async up(db) {
      await db.schema.alterTable('attune_flows', (table) => {
        table.integer('moves_to');
        table.text('overdue');
      });
      await db.schema.alterTable('attune_flow_slots', (table) => {
        table.text('today');
      });
      await db.schema.alterTable('attune_flow_calls', (table) => {
        table.boolean('backdated').notNullable().defaultTo(false);
      });
    },
  },
  {
    name: '2026-11-25-flow-trials',
    up: (db) =>
      db.schema.alterTable('attune_flows', (table) => {
        table.string('trial_of');
      }),
  },
  {
    name: '2026-11-26-flow-calls-as-of',
    up: (db) =>
      db.schema.alterTable('attune_flow_calls', (table) => {
        table.bigInteger('as_of');
      }),
  },
  {
    name: '2026-11-26-flows-by-state',
    // Each turn asks for the open ones, and each beat whether one was changed.
    async up(db) {
      await db.schema.alterTable('attune_flows', (table) => {
        table.index(['status'], 'attune_flows_status');
        table.index(['updated_at'], 'attune_flows_updated');
      });
      await db.schema.alterTable('attune_processes', (table) => {
        table.index(['beat_at'], 'attune_processes_beat');
      });
    },
  },
  {
    name: '2026-11-26-runs-by-end',
    // Those who left a flow for one reason, the newest first, of a million that have been through it.
    up: (db) =>
      db.raw(
        'create index attune_runs_ends on attune_runs (flow_id, ended_because, entered_at, id) where ended_because is not null',
      ),
  },
  { name: '2026-11-26-flow-revenue', up: createRevenue },
  {
    name: '2026-11-26-flow-looks',
    async up(db) {
      await db.schema.alterTable('attune_flow_slots', (table) => {
        table.bigInteger('as_of');
      });
      await db.schema.alterTable('attune_flow_calls', (table) => {
        table.bigInteger('look_from');
      });
    },
  },
  { name: '2026-11-26-flow-refunds', up: createRefunds },
  {
    name: '2026-11-26-flow-refunds-by-id',
    up: (db) =>
      db.schema.alterTable('attune_flow_refunds', (table) => {
        table.text('refund_id');
      }),
  },
  {
    name: '2026-11-26-flow-call-ids',
    up: (db) =>
      db.schema.createTable('attune_flow_call_ids', (table) => {
        table.text('id').primary();
        table.string('profile_id').notNullable().index();
        table.bigInteger('at').notNullable().index();
      }),
  },
];
