import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../tests/support/database';
import { createKnexRunStore } from './strapi/run-store';
import { createKnexTallyStore } from './strapi/tally-store';
import { flowsTables } from './strapi/tables';
import { createTallying } from './tallies';

const FLOW = 'flow';

/** Two ended and one under way, in two versions; what was sent for one of them. */
const fill = async ({ db }: TestDatabase): Promise<void> => {
  const run = { flow_id: FLOW, profile_id: 'p', state: '{}', entered_at: 1 };
  const ended = { ...run, status: 'ended', ended_at: 5 };
  await db('attune_runs').insert([
    { ...ended, id: 'a', version: 1, node: 'end', ended_because: 'finished' },
    { ...ended, id: 'b', version: 2, node: 'wait', ended_because: 'goal' },
    { ...run, id: 'c', version: 2, node: 'wait', status: 'running', ended_at: null, ended_because: null },
  ]);
  const step = { flow_id: FLOW, visit: 1, at: 3, outcome: 'passed' };
  await db('attune_run_steps').insert([
    { ...step, run_id: 'a', version: 1, node: 'wait', detail: 'waited' },
    { ...step, run_id: 'a', version: 1, node: 'fork', detail: 'way 1' },
    { ...step, run_id: 'b', version: 2, node: 'wait', detail: '', outcome: 'goal' },
  ]);
  const effect = {
    kind: 'send-email',
    profile_id: 'p',
    flow_id: FLOW,
    payload: '{}',
    due_at: 1,
    attempts: 1,
  };
  await db('attune_outbox').insert([
    { ...effect, id: 'a:mail:1', run_id: 'a', node: 'mail', status: 'sent', created_at: 1 },
    {
      ...effect,
      id: 'a:mail:2',
      run_id: 'a',
      node: 'mail',
      status: 'skipped',
      reason: 'suppressed',
      created_at: 1,
    },
    { ...effect, id: 'c:mail:1', run_id: 'c', node: 'mail', status: 'queued', created_at: 1 },
  ]);
};

describe('numbers beside the steps', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    await fill(database);
  });
  afterEach(() => database.stop());

  const everything = async () => {
    const runs = createKnexRunStore(database.db);
    return {
      all: await runs.numbers(FLOW),
      second: await runs.numbers(FLOW, 2),
      entered: [await runs.entered(FLOW), await runs.entered(FLOW, 1), await runs.entered(FLOW, 2)],
      counts: (await runs.counts([FLOW, 'other'])).get(FLOW),
    };
  };

  it('are the same before, while and after they are added up', async () => {
    const before = await everything();
    const store = createKnexTallyStore(database.db);
    await database.transact((tx) => store.fold(tx, 1));
    expect(await everything()).toEqual(before);
    await createTallying({ store, transact: database.transact, now: Date.now })();
    expect(await everything()).toEqual(before);
    expect(await database.transact((tx) => store.fold(tx, 10))).toBe(0);

    expect(before.entered).toEqual([3, 1, 2]);
    expect(before.counts).toEqual({ running: 1, finished: 1, goal: 1, exit: 0, holdout: 0, other: 0 });
    const at = (node: string) => before.all.find((step) => step.node === node);
    expect(at('wait')).toMatchObject({ waiting: 1, passed: 1, left: 1 });
    expect(at('wait')?.details).toContainEqual({ outcome: 'goal', detail: '', count: 1 });
    expect(at('fork')?.details).toEqual([{ outcome: 'passed', detail: 'way 1', count: 1 }]);
    expect(at('mail')?.effects).toEqual({ sent: 1, skipped: 1, queued: 1 });
    expect(at('mail')?.skipped).toEqual([{ reason: 'suppressed', count: 1 }]);
    expect(before.second.find((step) => step.node === 'fork')).toBeUndefined();
    expect(before.second.find((step) => step.node === 'mail')?.effects).toEqual({ queued: 1 });
  });

  it('hold a whole flow that was ended', async () => {
    const runs = createKnexRunStore(database.db);
    await database.transact((tx) => runs.endAll(tx, FLOW, { because: 'stopped', at: 9, keepKeys: false }));
    expect((await runs.counts([FLOW])).get(FLOW)).toMatchObject({ running: 0, other: 1 });
    const store = createKnexTallyStore(database.db);
    await createTallying({ store, transact: database.transact, now: Date.now })();
    expect((await runs.counts([FLOW])).get(FLOW)).toMatchObject({ running: 0, other: 1, goal: 1 });
    expect((await runs.numbers(FLOW)).find(({ node }) => node === 'wait')).toMatchObject({
      waiting: 0,
      left: 2,
    });
  });

  it('stand when the rows behind them are gone', async () => {
    const store = createKnexTallyStore(database.db);
    await database.transact((tx) => store.fold(tx, 10));
    const before = await store.of(FLOW);
    await database.db('attune_run_steps').delete();
    const byWay = (tallies: typeof before) => tallies.map((each) => JSON.stringify(each)).sort();
    expect(byWay(await store.of(FLOW))).toEqual(byWay(before));
  });
});
