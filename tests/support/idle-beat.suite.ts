import { expect, it } from 'vitest';

import { flowsTables } from '../../server/src/flows/strapi/tables';
import { createKnexOutboxStore } from '../../server/src/flows/strapi/outbox-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { openDatabase } from './database';
import { createAdvance } from '../../server/src/strapi/ring/advance';
import { isPostgres } from '../../server/src/strapi/database';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const NOW = 1_000;
const WAITING = 2_000;

/** How a statement is carried out, in the database's own words. */
const explain = async (
  db: Awaited<ReturnType<typeof openDatabase>>['db'],
  sql: string,
  bindings: readonly unknown[],
) => {
  // As a base that has grown knows itself.
  await db.raw('analyze');
  const asked = isPostgres(db) ? sql.replaceAll(/\$\d+/g, '?') : sql;
  const answer: unknown = await db.raw(
    `explain ${isPostgres(db) ? '' : 'query plan '}${asked}`,
    bindings as never,
  );
  return JSON.stringify((answer as { rows?: unknown }).rows ?? answer);
};

/** What a beat costs when thousands wait and nobody is due. */
export const idleBeatSuite = (database: () => Promise<string | undefined>) => () => {
  const open = async () => {
    const { db, transact, stop } = await openDatabase([profilesTables, flowsTables], await database());
    const queue = createKnexQueueStore(db);
    await transact((tx) =>
      queue.schedule(
        tx,
        Array.from({ length: WAITING }, (_, at) => ({ profileId: `p${at}`, dueAt: NOW + 1 + at, cause: '' })),
      ),
    );
    const asked: { readonly sql: string; readonly bindings: readonly unknown[] }[] = [];
    return { db, transact, queue, stop, asked, note: (one: (typeof asked)[number]) => void asked.push(one) };
  };

  it('asks one question, which an index answers', async () => {
    const { db, transact, queue, stop, asked, note } = await open();
    const ring = createAdvance({
      ...{ queue, transact, log, now: () => NOW },
      tryLock: async () => [],
      turn: async () => new Map(),
    });
    db.on('query', note);
    await ring.tick.run(NOW);
    db.removeListener('query', note);
    expect(asked.map(({ sql }) => sql)).toEqual([expect.stringMatching(/^select .*attune_profile_queue/)]);
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked;
    expect(await explain(db, sql, bindings)).toMatch(/attune_profile_queue_(due|due_at)/);
    await stop();
  });

  it('has no mail either: what waits to go is found by the same kind of question', async () => {
    const { db, transact, stop, asked, note } = await open();
    const outbox = createKnexOutboxStore(db);
    const effects = Array.from({ length: WAITING }, (_, at) => ({
      ...{ id: `e${at}`, kind: 'send-email', profileId: `p${at}`, flowId: 'f', runId: null, node: null },
      ...{ payload: {}, createdAt: NOW, dueAt: NOW + 1 + at },
    }));
    await transact((tx) => outbox.enqueue(tx, effects));
    db.on('query', note);
    const lane = { kinds: ['webhook'], but: true };
    const claimed = await transact((tx) => outbox.claim(tx, 'me', NOW, 5, lane));
    db.removeListener('query', note);
    expect(claimed).toEqual([]);
    const questions = asked.filter(({ sql }) => !/^(begin|commit)/i.test(sql));
    expect(questions).toHaveLength(1);
    const [{ sql, bindings } = { sql: '', bindings: [] }] = questions;
    expect(await explain(db, sql, bindings)).toContain('attune_outbox_due');
    await stop();
  });
};
