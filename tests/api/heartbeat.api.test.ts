import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFlowClient } from '../support/flow-client';
import { startPostgres } from '../support/postgres';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

interface Asked {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

const SECONDS = 12;

/** What a second costs in which nobody is due. */
const suite = (postgresUrl?: string) => () => {
  let app: BootedStrapi;
  let asked: Asked[];
  const note = ({ sql, bindings }: Asked) => void asked.push({ sql, bindings });

  beforeAll(async () => {
    app = await bootStrapi({ postgresUrl });
    const client = await createFlowClient(app);
    await client.live('waiting', {
      ...{ trigger: { kind: 'event', name: 'Began' }, start: 'wait' },
      steps: { wait: { kind: 'wait', for: '10d', next: 'end' }, end: { kind: 'end' } },
    });
    await client.person('ada');
    await client.does('ada', 'Began');
    await sleep(3_000);
  });
  afterAll(() => app?.stop());

  const db = () => app.strapi.db.connection;
  const isDue = ({ sql }: Asked) => sql.includes("select 'ring' as name");

  it('is one question, beside a sign of life', async () => {
    // A flow that was published is looked at for a minute, wherever it was.
    await db()('attune_flows').update({ updated_at: 1 });
    asked = [];
    db().on('query', note);
    await sleep(SECONDS * 1_000);
    db().removeListener('query', note);
    const due = asked.filter(isDue);
    // A busy machine misses some; that there are not more is what counts.
    expect(due.length).toBeGreaterThanOrEqual(SECONDS / 2);
    expect(due.length).toBeLessThanOrEqual(SECONDS + 1);
    const others = asked.filter((one) => one.sql.includes('attune_') && !isDue(one));
    const signs = others.filter(({ sql }) => sql.includes('attune_processes'));
    expect(signs.length).toBeLessThanOrEqual(SECONDS / 2 + 1);
    // Each fifth second it is looked whether figures of all people are wanted, by which weights, and whether another
    // process has made some.
    const figures = others.filter(({ sql }) => /attune_(settings|populations|segments|flows)\b/.test(sql));
    expect(figures.length).toBeLessThanOrEqual(6 * Math.ceil(SECONDS / 5));
    expect(others.filter((one) => !signs.includes(one) && !figures.includes(one))).toEqual([]);
  });

  it('is answered by indexes, each part of it', async () => {
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked.filter(isDue);
    const words = postgresUrl ? sql.replaceAll(/\$\d+/g, '?') : sql;
    const plan = await db().transaction(async (trx) => {
      // Tables of a few rows are read whole by whoever may.
      if (postgresUrl) await trx.raw('set local enable_seqscan = off');
      return JSON.stringify(
        await trx.raw(`explain ${postgresUrl ? '' : 'query plan '}${words}`, bindings as never),
      );
    });
    for (const table of ['profile_queue', 'outbox', 'flow_slots', 'segments', 'processes', 'flows'])
      expect(sql).toContain(`attune_${table}`);
    expect(plan).not.toMatch(postgresUrl ? /Seq Scan/ : /SCAN (?!CONSTANT ROW)\w+"/);
  });

  it('starts who is due all the same, also by what another instance has written', async () => {
    await db()('attune_profile_queue').update({ due_at: Date.now() });
    const before = Date.now();
    for (;;) {
      const [row] = await db()('attune_profile_queue').select('due_at');
      if (!row || Number(row.due_at) > Date.now() + 60_000) break;
      expect(Date.now() - before).toBeLessThan(10_000);
      await sleep(50);
    }
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('a beat of an idle Strapi on SQLite', suite());
describe.skipIf(skipped)('a beat of an idle Strapi on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
