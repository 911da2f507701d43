import { rmSync } from 'node:fs';

import knex from 'knex';
import { afterAll, describe, expect, it } from 'vitest';

import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';
import { TEST_KEYS } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

const SENDERS = 8;
/** What is sent in one request, and how much is acknowledged before the power goes. */
const BATCH = 25;
const ACKNOWLEDGED = 10_000;

const config = {
  ingest: {
    writeKeys: [{ name: 'test', kind: 'browser', key: TEST_KEYS.browser, secret: TEST_KEYS.browserSecret }],
  },
};

describe('an acknowledged event', () => {
  let running: StrapiProcess | undefined;
  afterAll(async () => {
    await running?.kill9();
    if (running) rmSync(running.dataDir, { recursive: true, force: true });
  });

  it('survives kill -9', async () => {
    running = await spawnStrapi({ config });
    const { dataDir, url, kill9 } = running;
    const track = createTracker({ url });
    const acknowledged: string[] = [];
    let killed = false;

    const sender = async (name: number): Promise<void> => {
      for (let round = 0; !killed; round += 1) {
        const batch = Array.from({ length: BATCH }, (_, index) => ({
          type: 'track',
          event: 'Kept',
          anonymousId: `device-${name}-${round % 10}`,
          messageId: `${name}-${round}-${index}`,
          context: AGREED,
        }));
        const answer = await track.browser('batch', { batch }).catch(() => undefined);
        if (answer?.ok) acknowledged.push(...batch.map(({ messageId }) => messageId));
      }
    };
    const senders = Array.from({ length: SENDERS }, (_, name) => sender(name));
    while (acknowledged.length < ACKNOWLEDGED) await new Promise((resolve) => setTimeout(resolve, 10));
    await kill9();
    killed = true;
    await Promise.all(senders);

    running = await spawnStrapi({ config, dataDir });
    const db = knex({
      client: 'better-sqlite3',
      connection: { filename: `${dataDir}/data.db` },
      useNullAsDefault: true,
    });
    const kept = new Set(await db('attune_events').pluck('message_id'));
    await db.destroy();
    expect(acknowledged.filter((messageId) => !kept.has(messageId))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    expect(await running.stop()).toBe(0);
  });
});
