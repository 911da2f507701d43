import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { flowsDue } from '../../server/src/flows/strapi/due';
import { createKnexOutboxStore } from '../../server/src/flows/strapi/outbox-store';
import { flowsTables } from '../../server/src/flows/strapi/tables';
import { createAskDue } from '../../server/src/strapi/due';
import { openDatabase, type TestDatabase } from '../support/database';
import { startPostgres } from '../support/postgres';

const MINUTES = 60_000;
const postgres = await startPostgres();

describe.skipIf('skipped' in postgres)('processes on machines whose clocks are minutes apart', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    if ('skipped' in postgres) return;
    database = await openDatabase([flowsTables], await postgres.createDatabase('clocks'));
  });
  afterAll(async () => {
    await database?.stop();
    if (!('skipped' in postgres)) await postgres.stop();
  });

  /** What a process whose clock is so many minutes off makes of the others. */
  const seenBy = async (offBy: number, deadAfterMs: number) => {
    const now = Date.now() + offBy * MINUTES;
    const store = createKnexOutboxStore(database.db);
    const rows = flowsDue(database.db).recovery(now);
    const asked = await createAskDue(database.db)([{ name: 'recovery', rows }]);
    const { unknown } = await database.transact((tx) => store.recover(tx, { now, deadAfterMs }, []));
    return { due: asked.has('recovery'), unknown: unknown.map(({ id }) => id).sort() };
  };

  it('take over from nobody who lives, and from whoever has died', async () => {
    const store = createKnexOutboxStore(database.db);
    const beatAll = async () => {
      for (const offBy of [-10, 0, 10]) await store.beat(`${offBy}`, Date.now() + offBy * MINUTES);
    };
    await beatAll();
    await database.db('attune_outbox').insert(
      [-10, 0, 10].map((offBy) => ({
        ...{
          id: `mail of ${offBy}`,
          kind: 'send-email',
          profile_id: 'p',
          status: 'handed-off',
          payload: '{}',
        },
        ...{ due_at: 1, attempts: 1, created_at: 1, claimed_by: `${offBy}`, claimed_at: 1 },
      })),
    );
    for (const offBy of [-10, 0, 10]) {
      expect(await seenBy(offBy, 15_000)).toEqual({ due: false, unknown: [] });
    }
    const silentFor = (ms: number) => ({ beat_at: database.db.raw(`beat_at - ${ms}`) });
    await database.db('attune_processes').update(silentFor(16_000));
    // All but one go on living.
    for (const offBy of [-10, 0]) await store.beat(`${offBy}`, Date.now() + offBy * MINUTES);
    expect((await seenBy(-10, 15_000)).unknown).toEqual(['mail of 10']);
    await database.db('attune_processes').update(silentFor(16_000));
    expect(await seenBy(-10, 15_000)).toEqual({ due: true, unknown: ['mail of -10', 'mail of 0'] });
  });
});
