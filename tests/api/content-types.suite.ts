import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish, SECRET, targetedPage } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';

const PAGE = 'api::page.page';
const DEEP = 'populate[lead]=true&populate[sections]=true&populate[blocks][populate]=*';
const QUERY = `{ pages { documentId lead { title } sections { title } } }`;

type Headers = Readonly<Record<string, string>>;

/** Audiences that were stored before `content.types` left their type out. */
export const contentTypesSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let vip: Headers;
    let documentId: string;

    beforeAll(async () => {
      const before = await boot({ graphql: true });
      ({ documentId } = await publish(before.strapi, PAGE, targetedPage('first')));
      await before.stop({ keep: true });
      app = await boot({
        again: before,
        graphql: true,
        config: { content: { types: ['api::article.article'] } },
      });
      await makeVip(app);
      await grantPublic(app.strapi, [`${PAGE}.find`, `${PAGE}.findOne`, `${PAGE}.update`]);
      vip = await makeKnown(app, 'vip-person', { plan: 'vip' });
      // Two boots.
    }, 240_000);
    afterAll(() => app.stop());

    const rest = (path: string, headers: Headers = {}) => fetch(`${app.url}/api/pages${path}`, { headers });
    const graphql = async (query: string, headers: Headers = {}) => {
      const answer = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      return answer.text();
    };

    it('still shows them to their people only, over REST and GraphQL, cold and warm', async () => {
      const authorization = `Bearer ${await createApiToken(app.strapi, [`${PAGE}.find`])}`;
      for (let time = 0; time < 2; time += 1) {
        for (const headers of [{}, { authorization }] as readonly Headers[]) {
          const stranger = await (await rest(`?${DEEP}`, headers)).text();
          expect(stranger).toContain('Open section');
          expect(stranger).not.toContain(SECRET);
        }
        const shown = await (await rest(`?${DEEP}`, vip)).text();
        expect(shown).toContain(`${SECRET} lead`);
        expect(shown).toContain(`${SECRET} section`);
        expect(shown).not.toContain('Open section');
        const queried = await graphql(QUERY);
        expect(queried).toContain('Open section');
        expect(queried).not.toContain(SECRET);
        expect(await graphql(QUERY, vip)).toContain(`${SECRET} lead`);
      }
    });

    it('still refuses queries that ask about what they hide', async () => {
      for (const parameter of [
        `filters[lead][title][$startsWith]=${SECRET}`,
        'filters[sections][title][$notNull]=true',
        'sort=lead.title',
        'populate[sections][limit]=1',
      ]) {
        const answer = await rest(`?${parameter}`);
        expect(answer.status, parameter).toBe(400);
        expect(await answer.text(), parameter).not.toContain(SECRET);
      }
      for (const args of [
        '(filters: { lead: { title: { startsWith: "Z" } } })',
        '(sort: "lead.title:asc")',
        '(filters: { sections: { title: { notNull: true } } })',
      ]) {
        const answer = await graphql(`{ pages${args} { documentId } }`);
        expect(answer, args).toContain('errors');
        expect(answer, args).not.toContain(SECRET);
      }
    });

    it('never makes them public by a write: what leaves them out is refused, and says why', async () => {
      const answer = await fetch(`${app.url}/api/pages/${documentId}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: { lead: { title: 'New words' } } }),
      });
      expect(answer.status).toBe(400);
      const { error } = (await answer.json()) as { error: { message: string } };
      expect(error.message).toContain('content.types');
      expect(await (await rest(`?${DEEP}`)).text()).not.toContain('New words');
      // A write of another field is nobody's business.
      const title = await fetch(`${app.url}/api/pages/${documentId}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: { title: 'Renamed' } }),
      });
      expect(title.status).toBe(200);
      expect(await (await rest(`?${DEEP}`)).text()).not.toContain(SECRET);
    });

    it('says so in the content map, and of no block inside a zone', async () => {
      const admin = await loginAdmin(app.strapi, app.url);
      const { data } = (await (await admin('/attune/content/map?fault=refused')).json()) as {
        data: { title: string; blocks: { label: string; faults: string[] }[] }[];
      };
      expect(data).toHaveLength(1);
      const refused = data[0]!.blocks.filter(({ faults }) => faults.includes('refused'));
      expect(refused.map(({ label }) => label).sort()).toEqual([
        'Open section',
        `${SECRET} lead`,
        `${SECRET} section`,
      ]);
      expect(data[0]!.blocks.length).toBeGreaterThan(refused.length);
    });
  });
};
