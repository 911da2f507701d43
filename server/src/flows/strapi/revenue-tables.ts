import type { Knex } from 'knex';

import { chunksOf } from '../../strapi/database';
import type { TableDeclaration } from '../../strapi/tables';

/** The orders of people, the holdout steps they came through, and the sums of both. */
export const createRevenue = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flow_orders', (table) => {
    table.bigIncrements('id');
    table.string('profile_id').notNullable();
    table.text('order_id');
    table.bigInteger('at').notNullable();
    table.bigInteger('cents').notNullable();
    table.string('currency');
    table.string('effect_id');
    table.string('flow_id');
    table.integer('version');
    table.string('node');
    table.unique(['profile_id', 'order_id']);
    table.index(['at']);
  });
  await db.schema.createTable('attune_flow_passes', (table) => {
    table.bigIncrements('id');
    table.string('profile_id').notNullable();
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.string('node').notNullable();
    table.string('arm').notNullable();
    table.bigInteger('at').notNullable();
    table.index(['profile_id', 'at']);
    table.index(['at']);
  });
  await db.schema.createTable('attune_flow_revenue', (table) => {
    table.string('flow_id').notNullable();
    table.integer('version').notNullable();
    table.string('node').notNullable();
    table.string('arm').notNullable();
    table.string('currency').notNullable();
    table.bigInteger('orders').notNullable();
    table.bigInteger('cents').notNullable();
    table.bigInteger('buyers').notNullable();
    table.double('squares').notNullable();
    table.primary(['flow_id', 'version', 'node', 'arm', 'currency']);
  });
  await noteWhatWasBefore(db);
};

/** What was given back, also of orders that are yet to be told of. */
export const createRefunds = async (db: Knex.Transaction): Promise<void> => {
  await db.schema.createTable('attune_flow_refunds', (table) => {
    table.bigIncrements('id');
    table.string('profile_id').notNullable().index();
    table.text('order_id').notNullable();
    table.bigInteger('at').notNullable().index();
    table.bigInteger('cents');
    table.string('currency');
  });
};

const WEEK = 7 * 86_400_000;

/**
 * Orders count from now on. Who had come through a step before must not be taken for somebody who bought nothing, so it is
 * noted how many they were; but mails of the last week are still ordered after.
 */
const noteWhatWasBefore = async (db: Knex.Transaction): Promise<void> => {
  const of = "flow_id, version, node, 'before-orders' as what";
  await db.raw(
    `insert into attune_flow_tallies (flow_id, version, node, what, detail, n)
     select flow_id, version, node, what, detail, sum(n) from (
       select ${of}, 'sent' as detail, n from attune_flow_tallies where what = 'sent'
       union all
       select ${of}, 'in' as detail, n from attune_flow_tallies where what = 'passed' and detail = 'in'
       union all
       select ${of}, 'out' as detail, n from attune_flow_tallies where what = 'ended' and detail = 'holdout'
       union all
       select o.flow_id, r.version, o.node, 'before-orders' as what, 'sent' as detail, -1 as n
       from attune_outbox o join attune_runs r on r.id = o.run_id
       where o.status = 'sent' and o.counted = 1 and o.node is not null and o.sent_at > ?
     ) t group by flow_id, version, node, what, detail`,
    [Date.now() - WEEK],
  );
};

const theirs = (table: string) =>
  ({
    table,
    holds: 'person',
    exportRows: (db, { profileIds }) =>
      db(table)
        .whereIn('profile_id', [...profileIds])
        .orderBy('id'),
    async erase(trx, { profileIds }) {
      for (const chunk of chunksOf(profileIds)) await trx(table).whereIn('profile_id', chunk).delete();
    },
    ages: { by: 'at', key: 'id' },
  }) satisfies TableDeclaration;

export const revenueTables: readonly TableDeclaration[] = [
  theirs('attune_flow_orders'),
  theirs('attune_flow_passes'),
  theirs('attune_flow_refunds'),
  { table: 'attune_flow_revenue', holds: 'nobody' },
];
