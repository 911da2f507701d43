import { rmSync } from 'node:fs';

import { afterAll, describe, expect, it } from 'vitest';

import { publish } from '../support/content';
import { createLaneProbe } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { makePlainApp } from '../support/plain-app';
import { bootStrapi } from '../support/strapi';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';
import { makeFile } from '../support/uploads';

const READS = [
  ...['page', 'home', 'feature', 'product'].map((type) => `api::${type}.${type}.find`),
  ...['page', 'feature'].map((type) => `api::${type}.${type}.findOne`),
  'plugin::upload.content-api.find',
];

/** Every form in which an answer may be asked for; `ID` stands for the page's, `FEATURE` for the feature's. */
const PATHS = [
  '/pages',
  '/pages?sort=title:desc&pagination[page]=2&pagination[pageSize]=1',
  '/pages?pagination[start]=0&pagination[limit]=1&pagination[withCount]=false',
  '/pages?populate=*',
  '/pages?populate[0]=blocks&populate[1]=lead',
  '/pages?populate[blocks][populate]=*&populate[sections]=true',
  '/pages?populate[blocks][on][blocks.hero][fields][0]=title&populate[blocks][on][blocks.grid][populate]=cards',
  '/pages?fields[0]=title&filters[slug][$eq]=plain',
  '/pages?filters[slug]=nobody',
  '/pages/ID',
  '/pages/ID?populate[blocks][populate]=*',
  '/pages?status=draft&populate=*',
  '/home?populate=*',
  '/home?fields[0]=title',
  '/products?populate[page][populate]=*',
  '/features?populate=*&locale=en',
  '/features/FEATURE?populate=cover,gallery',
];

describe('an answer in which nothing is targeted', () => {
  const app = makePlainApp('untouched');
  let plain: StrapiProcess | undefined;
  let dataDir = '';
  afterAll(async () => {
    await plain?.kill9();
    for (const folder of [app, dataDir]) if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it('is byte for byte what Strapi answers without the plugin, made anew and from memory', async () => {
    const ours = await bootStrapi();
    ({ dataDir } = ours);
    await grantPublic(ours.strapi, READS);
    const picture = await makeFile(ours.strapi, 'picture');
    const blocks = [
      { __component: 'blocks.hero', title: 'Umlaut ä, "quotes" \u2028 <b>', text: 'Text' },
      { __component: 'blocks.grid', title: 'Cards', cards: [{ label: 'One' }, { label: 'Two' }] },
      { __component: 'blocks.note', note: 'Note', data: { __component: 'blocks.hero', id: 1 } },
    ];
    const { documentId } = await publish(ours.strapi, 'api::page.page', {
      title: 'Plain',
      slug: 'plain',
      blocks,
      lead: { title: 'Lead' },
      sections: [{ title: 'One' }, { title: 'Two' }],
    });
    await publish(ours.strapi, 'api::page.page', { title: 'Empty', slug: 'empty' });
    await publish(ours.strapi, 'api::home.home', { title: 'Home', blocks });
    await publish(ours.strapi, 'api::product.product', { name: 'Mug', sku: 'mug', page: documentId });
    const feature = await publish(ours.strapi, 'api::feature.feature', {
      headline: 'Feature',
      slug: 'feature',
      teaser: 'No tag',
      cover: picture,
      gallery: [picture],
    });
    const paths = PATHS.map((path) => path.replace('ID', documentId).replace('FEATURE', feature.documentId));
    const probe = createLaneProbe(ours);
    const answers = new Map<string, readonly string[]>();
    for (const path of paths) {
      const asked = [await probe.cold(path), await probe.look(path), await probe.look(path)];
      const visitor = { 'attune-visitor': 'somebody' };
      const isKept = !path.includes('status=draft');
      asked.push(await (isKept ? probe.warm(path, visitor) : probe.look(path, visitor)));
      answers.set(
        path,
        asked.map(({ text }) => text),
      );
    }
    await ours.stop({ keep: true });

    plain = await spawnStrapi({ dataDir, env: { ATTUNE_TEST_APP: app, ATTUNE_TEST_ENABLED: 'false' } });
    for (const [path, given] of answers) {
      const text = await (await fetch(`${plain.url}/api${path}`)).text();
      for (const answer of given) expect(answer, path).toBe(text);
      expect(text, path).not.toContain('"status":4');
    }
  });
});
