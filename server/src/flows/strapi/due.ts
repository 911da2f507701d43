import type { Knex } from 'knex';

import type { DueRows } from '../../strapi/due';
import { HELD_BY_ENVIRONMENT } from '../outbox/delivering';
import { DEAD_AFTER_MS } from '../outbox/outbox';
import { silentProcesses } from './process-store';
import { COUNTED_TABLES, tableOf, UNCOUNTED } from './tally-tables';

/**
 * Clocks of several instances need not agree: a flow that was changed is looked at for so long by each of them.
 */
const CHANGED_MS = 60_000;

/** What each tick of the flows looks for. */
export const flowsDue = (db: Knex) => {
  const table = tableOf(db);
  return {
    recovery: (at: number): readonly DueRows[] => [silentProcesses(db, at, DEAD_AFTER_MS)],
    schedules: (at: number): readonly DueRows[] => [
      { from: "attune_flows where next_at <= ? and status = 'live'", values: [at] },
      // A value that is bound is no constant, and an index of the open ones would not be known by it.
      { from: 'attune_flow_slots where done = false' },
    ],
    tallies: (): readonly DueRows[] =>
      (Object.keys(COUNTED_TABLES) as (keyof typeof COUNTED_TABLES)[]).map((name) => ({
        from: `${table(name)} where ${UNCOUNTED[name]}`,
      })),
    draining: (): readonly DueRows[] => [
      { from: "attune_flows where status = 'draining'" },
      { from: "attune_flows where status = 'live' and trial_of is not null" },
    ],
    entries: (at: number): readonly DueRows[] => [
      { from: 'attune_flows where updated_at > ?', values: [at - CHANGED_MS] },
    ],
    outbox: (at: number): readonly DueRows[] => [
      { from: "attune_outbox where status = 'queued' and due_at <= ?", values: [at] },
      { from: "attune_outbox where status = 'held' and reason = ?", values: [HELD_BY_ENVIRONMENT] },
    ],
  };
};
