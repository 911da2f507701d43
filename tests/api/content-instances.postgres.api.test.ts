import { afterAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootOn } from '../support/boot-on';
import { publish } from '../support/content';
import { decide } from '../support/decide';
import { createLaneProbe } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { startPostgres, type RunningPostgres } from '../support/postgres';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process.mjs';

/** The figure of docs/concepts/lane.md: whoever asks another instance so long after a write knows of it. */
const AGREE_WITHIN_MS = 1_000;
const WRITES = 25;

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`two instances on one PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  const boot = bootOn(postgres, 'instances');
  let other: StrapiProcess | undefined;
  afterAll(async () => {
    await other?.kill9();
    await postgres.stop();
  });

  describe('two instances on one PostgreSQL', () => {
    it('agree within the figure that is written down', async () => {
      const app = await boot();
      try {
        await grantPublic(app.strapi, ['api::page.page.find']);
        const { documentId } = await publish(app.strapi, 'api::page.page', {
          title: 'Version 0',
          slug: 'shared',
        });
        other = await spawnStrapi({ postgresUrl: app.postgresUrl });
        const here = createLaneProbe(app);
        const path = '/pages?filters[slug]=shared';
        const there = async () => (await fetch(`${other?.url}/api${path}`)).text();
        await here.warm(path);
        // The other one has found its ear by now, and keeps what it is asked for a second time.
        await expect.poll(there, { timeout: 30_000 }).toContain('Version 0');

        const waits: number[] = [];
        for (let version = 1; version <= WRITES; version += 1) {
          await there();
          await there();
          await app.strapi.documents('api::page.page').update({
            documentId,
            status: 'published',
            data: { title: `Version ${version}` } as never,
          });
          const written = performance.now();
          expect((await here.look(path)).text).toContain(`Version ${version}"`);
          let staleFor = 0;
          for (let asked = 0; !(await there()).includes(`Version ${version}"`); ) {
            // That answer was asked for after the write, and was old still.
            staleFor = asked;
            asked = performance.now() - written;
            expect(staleFor).toBeLessThan(AGREE_WITHIN_MS);
          }
          waits.push(staleFor);
        }
        console.log(`The last old answer was asked for ${Math.max(...waits).toFixed(0)} ms after its write.`);

        // Choices made here hold there, in the very same bytes.
        const url = `/api${path}`;
        const [chosen] = await decide(app, { urls: [url] });
        const shared = async (base: string) => {
          const answer = await fetch(`${base}${url}`, { headers: { 'attune-decision': chosen!.token! } });
          expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=/);
          return [answer.headers.get('etag'), await answer.text()];
        };
        expect(await shared(other.url)).toEqual(await shared(app.url));

        const admin = await loginAdmin(app.strapi, app.url);
        const { data } = (await (await admin('/attune/content/lanes')).json()) as {
          data: { deaf: boolean; routes: { path: string; lane: string; why: string[] }[] };
        };
        expect(data.deaf).toBe(false);
        expect(data.routes).toContainEqual({
          path: '/api/pages',
          handler: expect.any(String),
          lane: 'early',
          why: [],
        });
        expect(data.routes).toContainEqual({
          path: '/api/articles',
          handler: expect.any(String),
          lane: 'behind',
          why: ['policies'],
        });

        // What everybody may call is remembered there too, whatever way an answer is made.
        const made = async () =>
          (await fetch(`${other?.url}/api${path}`, { headers: { 'strapi-encode-source-maps': 'false' } }))
            .status;
        for (let asked = 0; asked < 3; asked += 1) expect(await made()).toBe(200);
        await app.strapi.db
          .query('plugin::users-permissions.permission')
          .deleteMany({ where: { action: 'api::page.page.find' } });
        await expect.poll(made, { interval: 5, timeout: AGREE_WITHIN_MS }).not.toBe(200);
      } finally {
        await app.stop();
      }
    }, 180_000);

    it('give nothing from memory while they cannot hear of each other', async () => {
      const app = await boot();
      try {
        await grantPublic(app.strapi, ['api::page.page.find']);
        await publish(app.strapi, 'api::page.page', { title: 'Heard', slug: 'heard' });
        const probe = createLaneProbe(app);
        await probe.warm('/pages');
        const cut = async () =>
          app.strapi.db.connection.raw(
            `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen attune_content%' and datname = current_database()`,
          );
        await cut();
        await expect
          .poll(async () => (await probe.look('/pages')).warm, { interval: 5, timeout: 10_000 })
          .toBe(false);
        // Heard again, everything begins anew.
        await expect
          .poll(async () => (await probe.look('/pages')).warm, { interval: 100, timeout: 30_000 })
          .toBe(true);
      } finally {
        await app.stop();
      }
    }, 120_000);
  });
}
