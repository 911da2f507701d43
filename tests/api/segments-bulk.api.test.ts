import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import knex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { readCounts } from '../../server/src/segments/strapi/membership-counts';
import { loginAdmin } from '../support/admin';
import { personId, plantBase } from '../support/plant-base';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';
import { watchLoop } from '../support/watch-loop';

const PEOPLE = 12_000;
const MOST_MS = 50;
/** Code that is not compiled yet, and other programs, only make it slower: the best round counts. */
const ROUNDS = 6;

const GERMAN = { kind: 'trait', where: { country: 'DE' } };
const THREE = { kind: 'event', name: 'Order Completed', count: { $gte: 3 }, within: '30d' };
const FIVE = { kind: 'event', name: 'Order Completed', count: { $gte: 5 }, within: '30d' };

interface Shown {
  readonly size: number;
  readonly bulk: { readonly done: number; readonly of: number; readonly stopped: boolean } | null;
}

describe('judging a base after a segment was changed', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  beforeAll(async () => {
    app = await bootStrapi();
    admin = await loginAdmin(app.strapi, app.url);
    await plantBase(app.strapi.db.connection, PEOPLE, Date.now());
  });
  afterAll(() => app.stop());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await admin(`/attune/segments${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as { data: Shown } & { size: number; error: number | null };
  };
  const settled = async (key: string): Promise<Shown> => {
    for (;;) {
      const { data } = await call('GET', `/${key}`);
      if (data.bulk === null) return data;
      await sleep(100);
    }
  };

  it.each([
    ['of whom an index says who they are', 'few', { all: [GERMAN, THREE] }, PEOPLE / 2],
    ['of everybody', 'all', { not: FIVE }, PEOPLE],
  ])('never holds the loop for 50 ms: %s', async (_what, key, condition, size) => {
    await call('POST', '', { name: key, key, condition });
    const longest: number[] = [];
    for (let round = 0; round < ROUNDS && Math.min(...longest) > MOST_MS; round += 1) {
      await call('PUT', `/${key}`, { condition: { any: [] } });
      await settled(key);
      const result = watchLoop();
      await call('PUT', `/${key}`, { condition });
      await settled(key);
      longest.push(result());
    }
    expect((await settled(key)).size).toBe(size);
    expect(Math.min(...longest), `rounds: ${longest.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(
      MOST_MS,
    );
  });

  it('tells how far it is, is stopped where it is, and goes on from there', async () => {
    const condition = { all: [{ not: FIVE }] };
    await call('POST', '', { name: 'Stopped', key: 'stopped', condition });
    /** Null where the walk was at its end before it was stopped. */
    const stopOnTheWay = async (): Promise<Shown['bulk']> => {
      let shown: Shown;
      do {
        shown = (await call('GET', '/stopped')).data;
      } while (shown.bulk !== null && shown.bulk.done === 0);
      return (await call('POST', '/stopped/cancel')).data.bulk;
    };
    let bulk = await stopOnTheWay();
    for (let round = 1; bulk === null && round < ROUNDS; round += 1) {
      await call('PUT', '/stopped', { condition: { any: [] } });
      await settled('stopped');
      await call('PUT', '/stopped', { condition });
      bulk = await stopOnTheWay();
    }
    expect(bulk).toMatchObject({ stopped: true, of: PEOPLE });
    await sleep(1_500);
    const halted = (await call('GET', '/stopped')).data;
    expect(halted.bulk?.done).toBe(bulk?.done);
    expect(halted.size).toBe(bulk?.done);
    await call('POST', '/stopped/judge');
    expect((await settled('stopped')).size).toBe(PEOPLE);
  });

  it('counts beforehand, and exactly when that is asked for', async () => {
    const rare = await call('POST', '/preview', { condition: { all: [GERMAN, FIVE] } });
    expect([rare.size, rare.error]).toEqual([0, null]);
    const whole = await call('POST', '/preview', {
      condition: { all: [GERMAN, { not: FIVE }] },
      exact: true,
    });
    expect([whole.size, whole.error]).toEqual([PEOPLE / 2, null]);
  });
});

describe('a walk over the base', () => {
  let running: StrapiProcess | undefined;
  let db: Knex | undefined;
  afterEach(async () => {
    await db?.destroy();
    await running?.kill9();
    if (running) rmSync(running.dataDir, { recursive: true, force: true });
  });

  it('goes on where it was after kill -9, and judges nobody twice', { timeout: 600_000 }, async () => {
    running = await spawnStrapi();
    await running.stop();
    const { dataDir } = running;
    db = knex({
      client: 'better-sqlite3',
      connection: { filename: join(dataDir, 'data.db') },
      useNullAsDefault: true,
    });
    const people = 40_000;
    const now = Date.now();
    await plantBase(db, people, now);
    await db('attune_segments').insert({
      id: 's',
      key: 'german',
      name: 'German',
      description: '',
      kind: 'live',
      condition: JSON.stringify({ all: [GERMAN, { not: FIVE }] }),
      created_at: now,
      updated_at: now,
      revision: 1,
      bulk: JSON.stringify({ done: 0, of: people, cursor: '' }),
    });
    const state = async () => {
      const row = await db?.('attune_segments').where({ id: 's' }).first('bulk');
      return JSON.parse(String(row?.bulk ?? 'null')) as { done: number; cursor: string } | null;
    };
    const members = async () =>
      ((await db?.('attune_memberships').orderBy('profile_id').pluck('profile_id')) ?? []) as string[];
    const german = Array.from({ length: people / 2 }, (_, index) => personId(index * 2));

    let kills = 0;
    for (let until = people / 8; (await state()) !== null; until += people / 3) {
      running = await spawnStrapi({ dataDir });
      for (let bulk = await state(); bulk !== null && bulk.done < until; bulk = await state())
        await sleep(20);
      if ((await state()) === null) break;
      await running.kill9();
      kills += 1;
      const at = await state();
      // What a slice found, and how far it came, are written as one.
      const found = german.filter((id) => at === null || id <= at.cursor);
      expect(await members()).toEqual(found);
      expect((await readCounts(db)).get('s')).toBe(found.length);
    }
    expect(kills).toBeGreaterThan(1);
    expect(await members()).toEqual(german);
    expect((await readCounts(db)).get('s')).toBe(german.length);
    const logged = await db('attune_membership_log').count<{ n: number }[]>({ n: '*' });
    expect(logged[0]?.n).toBe(people / 2);
  });
});
