import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createKnexEventStore } from '../../events/strapi/event-store';
import { eventsTables } from '../../events/strapi/tables';
import { createKnexOutboxStore } from '../../flows/strapi/outbox-store';
import { flowsTables } from '../../flows/strapi/tables';
import { EVERYTHING } from '../../profiles';
import { createKnexQueueStore } from '../../profiles/strapi/queue-store';
import { profilesTables } from '../../profiles/strapi/tables';
import { createAgingTables } from './aging-tables';

const BEFORE = 1_000;
const NOW = 9_000;

describe('what ends by its age', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openDatabase([profilesTables, eventsTables, flowsTables]);
  });
  afterEach(() => database.stop());

  const open = (table: string, mayQueue = () => true) => {
    const { db, transact } = database;
    const queue = createKnexQueueStore(db);
    const declared = [profilesTables, eventsTables, flowsTables].flatMap(({ tables }) => tables);
    const aging = createAgingTables(
      {
        db,
        transact,
        async queue(tx, profileIds) {
          if (!mayQueue()) throw new Error('no');
          await queue.schedule(
            tx,
            profileIds.map((profileId) => ({ profileId, dueAt: NOW, cause: EVERYTHING })),
          );
        },
      },
      declared,
    );
    return aging.find((one) => one.table === table)!;
  };

  const insertEvents = (...events: (readonly [profileId: string, at: number])[]) =>
    database.transact((tx) =>
      createKnexEventStore(database.db).insert(
        tx,
        events.map(([profileId, at], index) => ({
          messageId: `m${index}`,
          profileId,
          type: 'track',
          name: 'Order Completed',
          at,
          receivedAt: at,
          anonymousId: null,
          proven: true,
          properties: {},
          context: {},
          handled: true,
        })),
      ),
    );
  const queued = () => database.db('attune_profile_queue').orderBy('profile_id').pluck('profile_id');

  it('has whoever loses an event judged again, and nobody else', async () => {
    await insertEvents(['ada', 1], ['ada', 2], ['bob', 3], ['bob', BEFORE], ['cleo', BEFORE + 1]);
    const events = open('attune_events');
    expect(await events.endBefore(BEFORE, 2)).toBe(2);
    expect(await events.endBefore(BEFORE, 2)).toBe(1);
    expect(await events.endBefore(BEFORE, 2)).toBe(0);
    expect(await database.db('attune_events').orderBy('at').pluck('at')).toEqual([BEFORE, BEFORE + 1]);
    expect(await queued()).toEqual(['ada', 'bob']);
    expect(await database.db('attune_profile_queue').pluck('due_at')).toEqual([NOW, NOW]);
  });

  it('loses no event whose person could not be queued', async () => {
    await insertEvents(['ada', 1]);
    await expect(open('attune_events', () => false).endBefore(BEFORE, 10)).rejects.toThrow('no');
    expect(await database.db('attune_events')).toHaveLength(1);
  });

  it('takes from a settled effect what it was about, and never its id', async () => {
    const outbox = createKnexOutboxStore(database.db);
    const statuses = ['sent', 'failed', 'skipped', 'unknown', 'queued', 'claimed', 'handed-off', 'held'];
    const effect = (id: string, createdAt: number) => ({
      id,
      kind: 'send-email',
      profileId: 'ada',
      flowId: null,
      runId: null,
      node: null,
      payload: { template: 'cart', trigger: { properties: { note: 'personal' } } },
      createdAt,
      dueAt: createdAt,
    });
    await database.transact((tx) =>
      outbox.enqueue(tx, [...statuses.map((status) => effect(status, 1)), effect('young', BEFORE)]),
    );
    for (const status of statuses)
      await database.db('attune_outbox').where({ id: status }).update({ status });
    await database.db('attune_outbox').where({ id: 'young' }).update({ status: 'sent' });
    const aging = open('attune_outbox');
    expect([await aging.endBefore(BEFORE, 3), await aging.endBefore(BEFORE, 3)]).toEqual([3, 1]);
    expect(await aging.endBefore(BEFORE, 3)).toBe(0);
    expect(await database.db('attune_outbox')).toHaveLength(9);
    expect(await database.db('attune_outbox').where({ payload: '{}' }).orderBy('id').pluck('id')).toEqual([
      'failed',
      'sent',
      'skipped',
      'unknown',
    ]);
  });
});
