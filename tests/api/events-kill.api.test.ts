import { rmSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { keptIn, startLoad } from '../support/steady-load';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';
import { TEST_KEYS } from '../support/strapi';

const config = {
  ingest: {
    writeKeys: [{ name: 'test', kind: 'browser', key: TEST_KEYS.browser, secret: TEST_KEYS.browserSecret }],
  },
};

describe('an acknowledged event', () => {
  let running: StrapiProcess | undefined;
  afterEach(async () => {
    await running?.kill9();
    if (running) rmSync(running.dataDir, { recursive: true, force: true });
    running = undefined;
  });

  it('survives kill -9', async () => {
    running = await spawnStrapi({ config });
    const { dataDir, url, kill9 } = running;
    const load = startLoad(url);
    await load.until(10_000);
    await kill9();
    await load.end();

    running = await spawnStrapi({ config, dataDir });
    const kept = await keptIn(dataDir);
    expect(load.acknowledged.filter((messageId) => !kept.has(messageId))).toEqual([]);
    expect(await running.stop()).toBe(0);
  });

  it('survives SIGTERM in the middle of the load, and the process ends in order', async () => {
    running = await spawnStrapi({ config });
    const { dataDir, url, stop } = running;
    const load = startLoad(url);
    await load.until(2_000);
    expect(await stop()).toBe(0);
    await load.end();

    const kept = await keptIn(dataDir);
    expect(load.acknowledged.filter((messageId) => !kept.has(messageId))).toEqual([]);
  });
});
