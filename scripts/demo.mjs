// Plays four visitors round the ring, on real parts and fresh data. Exits 0 only if all of it happened.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { freePorts } from './lib/ports.mjs';
import { buildPackage, install } from './lib/prepare.mjs';
import { step } from './lib/progress.mjs';
import { openShop } from './lib/shop.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** How long a cart may stand before the mail, and the mail without a click before the second one. */
const FLOW = { cartWait: '3s', answerWait: '20s' };

const play = async (shop, dataDir) => {
  // Only now: on a fresh clone what these import has just been installed.
  const load = (...path) => import(pathToFileURL(join(root, ...path)).href);
  const { seedRing } = await load('examples', 'shop', 'seed', 'index.mjs');
  const { logInAdmin, until } = await load('examples', 'shop', 'seed', 'http.mjs');
  const { createStory } = await load('scripts', 'demo', 'story.mjs');
  const { playStranger } = await load('scripts', 'demo', 'stranger.mjs');
  const { playPartner, playVip } = await load('scripts', 'demo', 'known.mjs');
  const { playCart } = await load('scripts', 'demo', 'cart.mjs');

  await step('Filling the shop with customers', () =>
    seedRing({ cmsUrl: shop.cms.url, dataDir, customers: 120, flowTimes: FLOW }),
  );
  const story = createStory();
  const scene = {
    story,
    until,
    api: await logInAdmin(shop.cms.url),
    mailbox: shop.mailbox,
    secondMailMs: 26_000,
    shop: { siteUrl: shop.website.url, cmsUrl: shop.cms.url, databaseFile: join(dataDir, 'shop.db') },
  };
  for (const act of [playStranger, playVip, playPartner, playCart]) {
    try {
      await act(scene);
    } catch (error) {
      story.check(`the story went on (${error.message})`, false);
    }
  }
  return story.failed;
};

const main = async () => {
  await install(root);
  await buildPackage(root);
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-demo-'));
  const [cms, site, mail, smtp, crm] = await freePorts(5);
  const shop = await openShop({
    root,
    ports: { cms, site, mail, smtp, crm },
    dataDir,
    panel: false,
    onLog: (text) => process.env.VERBOSE && process.stderr.write(text),
  });
  try {
    return await play(shop, dataDir);
  } finally {
    await shop.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

main().then(
  (failed) => {
    console.log(
      failed.length === 0
        ? '\nAll of it happened.'
        : `\nDid not happen:\n${failed.map((what) => `  - ${what}`).join('\n')}`,
    );
    process.exit(failed.length === 0 ? 0 : 1);
  },
  (error) => {
    console.error(`\nThe demo could not be played: ${error.message}`);
    process.exit(1);
  },
);
