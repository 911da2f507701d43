import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  compile,
  DEFAULT_SCORING,
  noFacts,
  rfmValues,
  type EventFact,
  type Json,
  type JsonObject,
} from '../../plugin/src';
import { startAttune } from '../support/attune-cli';
import {
  loadRetail,
  ONLINE_RETAIL,
  openSqlite,
  retailMapping,
  withoutRetail,
  type Sqlite,
} from '../support/online-retail';
import { TEST_KEYS } from '../support/strapi';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';

const KILLED_AFTER = 4_000;
const LONG = 600_000;
const ORDERS = "customer <> '' and invoice not like 'C%'";
const REFUNDS = "customer <> '' and invoice like 'C%'";

interface Recount {
  readonly customer: string;
  readonly last: string;
  readonly frequency: number;
  readonly milli: number;
}

const judges = {
  frequency: compile({ kind: 'event', name: 'Order Completed', count: { $gte: 0 } }),
  monetary: compile({ kind: 'event', name: 'Order Completed', sum: 'total', value: { $gte: 0 } }),
  refunded: compile({ kind: 'event', name: 'Order Refunded', sum: 'total', value: { $gte: 0 } }),
  recency: compile({ kind: 'recency', name: 'Order Completed', value: { $gte: '0s' } }),
};
const cents = (amount: Json | undefined): number => Math.round(Number(amount) * 100);
const inLondon = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
});

describe.skipIf(withoutRetail)(`the history of a real shop${withoutRetail}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-history-'));
  const checkpoint = join(folder, 'retail.checkpoint.json');
  const rejects = join(folder, 'retail.rejects.ndjson');
  let app: StrapiProcess;
  let raw: Sqlite;
  let kept: Sqlite;

  const run = () =>
    startAttune(
      ['import', ONLINE_RETAIL, '--map', retailMapping, '--checkpoint', checkpoint, '--rejects', rejects],
      {
        ATTUNE_URL: app.url,
        ATTUNE_SERVER_KEY: TEST_KEYS.server,
      },
    );
  const sentSoFar = (): number =>
    existsSync(checkpoint) ? (JSON.parse(readFileSync(checkpoint, 'utf8')) as { sent: number }).sent : 0;
  const count = (sql: string): number =>
    (kept.prepare(`select count(*) as n from ${sql}`).all()[0] as { n: number }).n;
  const one = <T>(db: Sqlite, sql: string): T => db.prepare(sql).all()[0] as T;

  beforeAll(async () => {
    app = await spawnStrapi({
      config: {
        privacy: { retentionDays: 36_500 },
        ingest: { writeKeys: [{ name: 'test', kind: 'server', key: TEST_KEYS.server }] },
      },
    });
    raw = await loadRetail();
    kept = openSqlite(join(app.dataDir, 'data.db'));
  }, LONG);
  afterAll(async () => {
    raw?.close();
    kept?.close();
    await app?.kill9();
    if (app) rmSync(app.dataDir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on after kill -9, and a second run adds nothing', { timeout: LONG }, async () => {
    const killed = run();
    while (sentSoFar() < KILLED_AFTER) await sleep(20);
    killed.child.kill('SIGKILL');
    expect((await killed.done).code).toBeNull();
    const before = sentSoFar();
    expect(before).toBeGreaterThanOrEqual(KILLED_AFTER);
    const stored = count('attune_events');
    expect(stored).toBeGreaterThanOrEqual(before);

    const resumed = await run().done;
    expect(resumed.text).toMatch(/Going on after [\d,]+ events/);
    expect(resumed.text).toContain('541,909 rows read, 135,080 left out; 22,198 events sent, 0 refused');
    expect(resumed.code).toBe(0);
    expect(stored).toBeLessThan(count('attune_events'));
    expect([existsSync(checkpoint), existsSync(rejects)]).toEqual([false, false]);

    const events = count('attune_events');
    const again = await run().done;
    expect(again.text).toContain('22,198 events sent, 0 refused');
    expect([count('attune_events'), count('attune_quarantine')]).toEqual([events, 0]);
    expect(events).toBe(22_198);
  });

  it('has the customers, orders, lines and revenue that SQL counts in the raw file', () => {
    const wanted = one<{ customers: number; orders: number; refunds: number; lines: number }>(
      raw,
      `select count(distinct customer) as customers, count(*) as lines,
        count(distinct case when ${ORDERS} then invoice end) as orders,
        count(distinct case when ${REFUNDS} then invoice end) as refunds from raw where customer <> ''`,
    );
    expect(count('attune_profiles where merged_into is null')).toBe(wanted.customers);
    expect(count("attune_events where name = 'Order Completed'")).toBe(wanted.orders);
    expect(count("attune_events where name = 'Order Refunded'")).toBe(wanted.refunds);
    const lines = one<{ n: number }>(
      kept,
      `select sum(json_array_length(properties, '$.products')) as n from attune_events`,
    );
    expect(lines.n).toBe(wanted.lines);
    for (const [name, which, sign] of [
      ['Order Completed', ORDERS, 1],
      ['Order Refunded', REFUNDS, -1],
    ] as const) {
      const { milli } = one<{ milli: number }>(
        raw,
        `select sum(quantity * milli) as milli from raw where ${which}`,
      );
      const { total } = one<{ total: number }>(
        kept,
        `select sum(json_extract(properties, '$.total')) as total from attune_events where name = '${name}'`,
      );
      expect(cents(total)).toBe(Math.round((sign * milli) / 10));
    }
  });

  it('has each customer’s recency, frequency and monetary value, to the cent', { timeout: LONG }, () => {
    const recount = (which: string) =>
      new Map(
        (
          raw
            .prepare(
              `select customer, max(at) as last, count(distinct invoice) as frequency, sum(quantity * milli) as milli
                from raw where ${which} group by customer`,
            )
            .all() as Recount[]
        ).map((row) => [String(Number(row.customer)), row]),
      );
    const orders = recount(ORDERS);
    const refunds = recount(REFUNDS);
    const facts = new Map<string, Record<string, EventFact[]>>();
    const rows = kept
      .prepare(
        `select p.user_id as customer, e.name, e.at, e.properties from attune_events e
          join attune_profiles p on p.id = e.profile_id order by e.at, e.seq`,
      )
      .all() as { customer: string; name: string; at: number; properties: string }[];
    for (const { customer, name, at, properties } of rows) {
      const events = facts.get(customer) ?? {};
      (events[name] ??= []).push({ name, at, properties: JSON.parse(properties) as JsonObject });
      facts.set(customer, events);
    }
    const now = Date.UTC(2012, 0, 1);
    const found = [...facts].map(([customer, events]) => {
      const known = { ...noFacts(), events };
      const figure = (judge: keyof typeof judges) => judges[judge](known, now).reasons[0]?.actual;
      const ago = figure('recency');
      const rfm = rfmValues(events, now, DEFAULT_SCORING.rfm);
      expect([rfm.frequency, cents(rfm.monetary), rfm.recency]).toEqual([
        figure('frequency'),
        cents(figure('monetary')),
        typeof ago === 'number' ? Math.floor(ago / 86_400_000) : null,
      ]);
      return [
        customer,
        typeof ago === 'number' ? inLondon.format(now - ago) : null,
        figure('frequency'),
        cents(figure('monetary')),
        cents(figure('refunded')),
      ];
    });
    const wanted = [...new Set([...orders.keys(), ...refunds.keys()])].map((customer) => [
      customer,
      orders.get(customer)?.last ?? null,
      orders.get(customer)?.frequency ?? 0,
      Math.round((orders.get(customer)?.milli ?? 0) / 10),
      Math.round(-(refunds.get(customer)?.milli ?? 0) / 10),
    ]);
    const inOrder = (all: readonly (readonly unknown[])[]) =>
      [...all].sort((a, b) => Number(a[0]) - Number(b[0])).map((row) => row.join(' | '));
    expect(inOrder(found)).toEqual(inOrder(wanted));
    expect(found).toHaveLength(4_372);
  });

  it('was seen when it happened, and starts nothing', () => {
    const { newest } = one<{ newest: number }>(
      kept,
      'select max(last_seen_at) as newest from attune_profiles',
    );
    expect(inLondon.format(newest)).toBe(
      one<{ at: string }>(raw, "select max(at) as at from raw where customer <> ''").at,
    );
    expect([count('attune_runs'), count('attune_outbox'), count('attune_events where handled = 0')]).toEqual([
      0, 0, 0,
    ]);
  });
});
