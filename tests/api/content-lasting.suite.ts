import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish, SECRET, targetedPage } from '../support/content';
import { grantPublic } from '../support/permissions';
import { type Boot, type BootedStrapi } from '../support/strapi';

const bundle = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist', 'server', 'index.js');

/** What the database holds of ours. */
const count = async ({ strapi }: BootedStrapi) => {
  const rows = async (table: string, column?: string) => {
    const query = strapi.db.connection(table).count({ n: '*' });
    const [row] = (await (column ? query.whereNotNull(column) : query)) as { n: number }[];
    return Number(row?.n);
  };
  return {
    heroes: await rows('components_blocks_heroes', 'audience'),
    texts: await rows('components_blocks_texts', 'audience'),
    segments: await rows('attune_segments'),
    flows: await rows('attune_flows'),
    events: await rows('attune_events'),
  };
};

export const contentLastingSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let first: BootedStrapi | undefined;
    let last: BootedStrapi | undefined;
    afterAll(() => last?.stop());

    const reboot = async (): Promise<BootedStrapi> => {
      last = await boot({ again: first });
      return last;
    };
    const refusal = async (): Promise<string> => {
      try {
        await reboot();
        return 'it booted';
      } catch (error) {
        return (error as Error).message;
      }
    };

    it('is all there after a boot with the plugin disabled and one without its bundle, which Strapi refuses', async () => {
      first = await boot();
      await grantPublic(first.strapi, ['api::page.page.find']);
      await publish(first.strapi, 'api::page.page', targetedPage('lasting'));
      const admin = await loginAdmin(first.strapi, first.url);
      const made = await admin('/attune/segments', {
        method: 'POST',
        body: JSON.stringify({
          name: 'VIP',
          key: 'vip',
          condition: { kind: 'trait', where: { plan: 'vip' } },
        }),
      });
      expect(made.status, await made.text()).toBe(200);
      const before = await count(first);
      expect(before.heroes).toBeGreaterThan(0);
      expect(before.segments).toBe(1);
      await first.stop({ keep: true });

      process.env.ATTUNE_TEST_ENABLED = 'false';
      expect(await refusal()).toContain('Could not find Custom Field: plugin::attune.');
      process.env.ATTUNE_TEST_ENABLED = 'true';

      renameSync(bundle, `${bundle}.away`);
      try {
        expect(await refusal()).toContain('Could not find Custom Field: plugin::attune.');
      } finally {
        renameSync(`${bundle}.away`, bundle);
      }

      const again = await reboot();
      expect(await count(again)).toEqual(before);
      const answer = await (await fetch(`${again.url}/api/pages?populate=*`)).text();
      expect(answer).toContain('Hello all');
      expect(answer).not.toContain(SECRET);
    });
  });
};
