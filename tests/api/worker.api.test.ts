import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { registerAdmin } from '../support/admin';
import { startAttune, type CliRun } from '../support/attune-cli';
import { startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';
import { TEST_KEYS } from '../support/strapi';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';
import { createTracker } from '../support/tracking';

const app = join(__dirname, '..', 'support', 'app');
const postgres = await startPostgres();
const redis = await startRedis();
const missing = 'skipped' in postgres || 'skipped' in redis;

/** Says when a line of it was printed. */
const said = async ({ child }: CliRun, words: RegExp): Promise<void> => {
  let text = '';
  for (;;) {
    const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
    text += chunk.toString('utf8');
    if (words.test(text)) return;
  }
};

describe.skipIf(missing)('a web instance that leaves its work to a worker', () => {
  let web: StrapiProcess;
  let worker: CliRun | undefined;
  let env: Record<string, string>;

  beforeAll(async () => {
    if ('skipped' in postgres || 'skipped' in redis) return;
    const postgresUrl = await postgres.createDatabase('worker');
    const config = {
      ingest: { writeKeys: [{ name: 'test', kind: 'server', key: TEST_KEYS.server }] },
      queue: { redis: redis.url, work: false },
    };
    web = await spawnStrapi({ config, postgresUrl });
    env = {
      NODE_ENV: 'test',
      STRAPI_TELEMETRY_DISABLED: 'true',
      ATTUNE_TEST_GRAPHQL: 'false',
      ATTUNE_TEST_CONFIG: JSON.stringify(config),
      DATABASE_CLIENT: 'postgres',
      DATABASE_URL: postgresUrl,
    };
  });

  afterAll(async () => {
    worker?.child.kill('SIGKILL');
    await web?.stop();
    if (web) rmSync(web.dataDir, { recursive: true, force: true });
    if (!('skipped' in postgres)) await postgres.stop();
    if (!('skipped' in redis)) await redis.stop();
  });

  const health = async () => {
    const answer = await fetch(`${web.url}/attune/health`, {
      headers: { authorization: `Bearer ${TEST_KEYS.server}` },
    });
    return (await answer.json()) as {
      readonly ok: boolean;
      readonly parts: { readonly profilesDue: number; readonly queue: { readonly workers: number } };
    };
  };
  const due = async (): Promise<number> => (await health()).parts.profilesDue;

  it('does none of it itself, and what came waits', { timeout: 60_000 }, async () => {
    const answer = await createTracker({ url: web.url }).server('batch', {
      batch: Array.from({ length: 20 }, (_, at) => ({
        ...{ type: 'track', userId: `person-${at}`, event: 'Product Viewed' },
        properties: { product_id: `sku-${at}` },
        context: { consent: { analytics: true } },
      })),
    });
    expect(answer.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await due()).toBe(20);
    expect(await health()).toMatchObject({ ok: true, parts: { queue: { workers: 0 } } });
  });

  let token: string;
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${web.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: body && JSON.stringify(body),
    });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
    return ((await answer.json()) as { data: unknown }).data;
  };
  let flow: string;

  it('keeps what an entry starts that is written in it', { timeout: 60_000 }, async () => {
    token = await registerAdmin(web.url);
    const trigger = { kind: 'entry', type: 'api::product.product', on: 'published', viewedWithin: '1d' };
    const draft = { trigger, start: 'end', steps: { end: { kind: 'end' } } };
    ({ id: flow } = (await ask('/attune/flows', { name: 'New', draft })) as { id: string });
    await ask(`/attune/flows/${flow}/publish`, {});
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const jug = { name: 'Jug', sku: 'sku-7', price: 3 };
    await ask('/content-manager/collection-types/api::product.product', jug);
    expect(await ask(`/attune/flows/${flow}/runs`)).toEqual([]);
  });

  it('has it done by the worker, which ends in peace', { timeout: 120_000 }, async () => {
    worker = startAttune(['worker'], env, '', app);
    await said(worker, /The worker works/);
    await expect.poll(due, { timeout: 20_000 }).toBe(0);
    expect(await health()).toMatchObject({ parts: { queue: { workers: 1 } } });
    await expect.poll(() => ask(`/attune/flows/${flow}/runs`), { timeout: 20_000 }).toHaveLength(1);
    worker.child.kill('SIGTERM');
    const { code, text } = await worker.done;
    expect({ code, text: text.match(/error/i) }).toEqual({ code: 0, text: null });
  });
});

describe('attune worker', () => {
  it('tells what it is for, and wants to stand in an app', async () => {
    const help = await startAttune(['worker', '--help']).done;
    expect(help).toMatchObject({ code: 0, text: expect.stringContaining('attune worker') as string });
    const lost = await startAttune(['worker'], {}, '', '/').done;
    expect(lost).toMatchObject({ code: 2, text: expect.stringContaining('no Strapi app') as string });
  });
});
