import type { Knex } from 'knex';

import type { FlowStores } from '..';
import { createKnexAlarmStore } from './alarm-store';
import { createKnexCallStore } from './call-store';
import { createKnexCodeStore } from './code-store';
import { createKnexFlowStore } from './flow-store';
import { createKnexOutboxStore } from './outbox-store';
import { createKnexPaceStore } from './pace-store';
import { createKnexRevenueStore } from './revenue-store';
import { createKnexRunStore } from './run-store';
import { createKnexScheduleStore } from './schedule-store';
import { createKnexTallyStore } from './tally-store';

/** All that flows keep, in the team's own database. */
export const createKnexFlowStores = (db: Knex): FlowStores => {
  const calls = createKnexCallStore();
  return {
    flows: createKnexFlowStore(db),
    runs: createKnexRunStore(db),
    outbox: createKnexOutboxStore(db),
    calls,
    alarms: createKnexAlarmStore(),
    codes: createKnexCodeStore(),
    slots: createKnexScheduleStore(db, calls),
    paces: createKnexPaceStore(db),
    revenue: createKnexRevenueStore(db),
    tallies: createKnexTallyStore(db),
  };
};
