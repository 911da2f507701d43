import { afterAll, beforeAll, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import type { Sync } from '..';
import { createKnexSyncStore } from './sync-store';
import { connectorsTables } from './tables';

let database: TestDatabase;
beforeAll(async () => {
  database = await openDatabase([connectorsTables]);
});
afterAll(() => database.stop());

const sync = (id: string): Sync => ({
  id,
  connectionId: 'c',
  status: 'queued',
  doing: '',
  done: 0,
  of: 1,
  checkpoint: null,
  cancel: false,
  error: null,
  rowsIn: 0,
  added: 0,
  removed: 0,
  updated: 0,
  refused: 0,
  requestedAt: 1,
  startedAt: null,
  endedAt: null,
});

it('is open once, in one hand, and taken over from the dead', async () => {
  const syncs = createKnexSyncStore(database.db);
  expect((await syncs.open(sync('a'))).id).toBe('a');
  expect((await syncs.open(sync('b'))).id).toBe('a');

  expect((await syncs.claim('one', 100, 200))?.id).toBe('a');
  expect(await syncs.claim('two', 150, 250)).toBeUndefined();
  const checkpoint = { began: 1, lists: ['x'], dropped: [], stage: { kind: 'list', at: 0 } } as const;
  expect(await syncs.keep(null, 'a', 'one', 200, { checkpoint, rowsIn: 250 })).toBeDefined();

  expect(await syncs.claim('two', 201, 300)).toMatchObject({ id: 'a', checkpoint, rowsIn: 250 });
  expect(await syncs.keep(null, 'a', 'one', 400, { rowsIn: 500 })).toBeUndefined();
  await syncs.end('a', 'one', { status: 'failed', endedAt: 202 });
  expect(await syncs.find('a')).toMatchObject({ status: 'queued', rowsIn: 250 });

  await syncs.cancel('a');
  expect(await syncs.keep(null, 'a', 'two', 300, {})).toMatchObject({ cancel: true });
  await syncs.end('a', 'two', { status: 'cancelled', endedAt: 203 });
  expect((await syncs.open(sync('b'))).id).toBe('b');
  expect((await syncs.of('c', 10)).map(({ id }) => id)).toEqual(['b', 'a']);
});
