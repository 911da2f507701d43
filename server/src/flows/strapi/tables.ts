import type { Knex } from 'knex';

import { fromJson } from '../../strapi/database';
import type { Person, SliceTables } from '../../strapi/tables';
import { flowsMigrations } from './migrations';
import { revenueTables } from './revenue-tables';

/** Stands where a person's id stood: numbers keep adding up, and nobody is found by it. */
export const ERASED = 'erased';

const rowsOf = async (db: Knex, table: string, { profileIds }: Person, json: string) => {
  const rows = await db<Record<string, unknown>>(table).whereIn('profile_id', [...profileIds]);
  return rows.map(({ live_key: _held, claimed_by: _by, [json]: text, ...row }) => ({
    ...row,
    [json]: fromJson<unknown>(text),
  }));
};

export const flowsTables: SliceTables = {
  migrations: flowsMigrations,
  tables: [
    { table: 'attune_flows', holds: 'nobody' },
    { table: 'attune_flow_versions', holds: 'nobody' },
    { table: 'attune_flow_slots', holds: 'nobody' },
    { table: 'attune_processes', holds: 'nobody' },
    { table: 'attune_flow_tallies', holds: 'nobody' },
    { table: 'attune_flow_paces', holds: 'nobody' },
    ...revenueTables,
    {
      table: 'attune_flow_calls',
      holds: 'person',
      exportRows: (db, person) => rowsOf(db, 'attune_flow_calls', person, 'event'),
      erase: (trx, { profileIds }) =>
        trx('attune_flow_calls')
          .whereIn('profile_id', [...profileIds])
          .delete(),
      ages: { never: 'they are taken out by the next turn, within seconds' },
    },
    {
      table: 'attune_flow_call_ids',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_flow_call_ids').whereIn('profile_id', [...profileIds]),
      erase: (trx, { profileIds }) =>
        trx('attune_flow_call_ids')
          .whereIn('profile_id', [...profileIds])
          .delete(),
      ages: { never: 'they are forgotten after a day' },
    },
    {
      table: 'attune_flow_alarms',
      holds: 'person',
      exportRows: (db, person) => rowsOf(db, 'attune_flow_alarms', person, 'event'),
      erase: (trx, { profileIds }) =>
        trx('attune_flow_alarms')
          .whereIn('profile_id', [...profileIds])
          .delete(),
      ages: { never: 'each turn of the person writes them anew from what is still kept of them' },
    },
    {
      table: 'attune_flow_codes',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_flow_codes').whereIn('profile_id', [...profileIds]),
      // The code stays: it must not be drawn for somebody else while the shop still takes it.
      async erase(trx, { profileIds }) {
        await trx('attune_flow_codes')
          .whereIn('profile_id', [...profileIds])
          .update({ profile_id: ERASED });
      },
      ages: { never: 'a code must stay taken for as long as the shop may take it' },
    },
    {
      table: 'attune_runs',
      holds: 'person',
      exportRows: (db, person) => rowsOf(db, 'attune_runs', person, 'state'),
      async erase(trx, { profileIds }) {
        const theirs = () => trx('attune_runs').whereIn('profile_id', [...profileIds]);
        await theirs().where({ status: 'running' }).update({ status: 'ended', ended_because: ERASED });
        await theirs().update({
          profile_id: ERASED,
          run_key: null,
          live_key: null,
          state: '{}',
          due_at: null,
        });
      },
      ages: { by: 'ended_at', key: 'id' },
    },
    {
      table: 'attune_run_steps',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        db('attune_run_steps').whereIn(
          'run_id',
          db('attune_runs')
            .select('id')
            .whereIn('profile_id', [...profileIds]),
        ),
      // They name a run, a step and a way: nobody, once the run's own row names nobody.
      erase: async () => undefined,
      ages: { by: 'at', key: 'run_id' },
    },
    {
      table: 'attune_outbox',
      holds: 'person',
      exportRows: (db, person) => rowsOf(db, 'attune_outbox', person, 'payload'),
      // The id stays: an effect that was done once is not done again.
      async erase(trx, { profileIds }) {
        const theirs = () => trx('attune_outbox').whereIn('profile_id', [...profileIds]);
        await theirs()
          .whereIn('status', ['queued', 'claimed', 'held'])
          .update({ status: 'skipped', reason: ERASED });
        await theirs().update({ profile_id: ERASED, payload: '{}' });
      },
      // The id of what was sent must outlive everything that could send it again; what it was about need not.
      ages: {
        by: 'created_at',
        key: 'id',
        blanks: {
          column: 'payload',
          of: { column: 'status', among: ['sent', 'failed', 'skipped', 'unknown'] },
        },
      },
    },
  ],
};
