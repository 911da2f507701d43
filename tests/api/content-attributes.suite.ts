import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { except, only, publish } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';
import { makeFile } from '../support/uploads';

const SPECIMEN = 'api::specimen.specimen';

type Row = Readonly<Record<string, unknown>>;

/** SQLite holds no larger whole numbers exactly. Strapi's own `timestamp` comes back from SQLite as another text, so it is left out. */
const VALUES = {
  aString: 'a string',
  aText: 'a\ntext',
  aRichtext: '# a **richtext**',
  someBlocks: [
    {
      type: 'list',
      format: 'ordered',
      children: [{ type: 'list-item', children: [{ type: 'text', text: 'x', bold: true }] }],
    },
  ],
  aUid: 'a-uid',
  anEmail: 'a@example.com',
  anInteger: -7,
  aBiginteger: '900719925474099',
  aFloat: 0.25,
  aDecimal: 12.5,
  aBoolean: false,
  aDate: '2027-01-31',
  aTime: '18:30:05.123',
  aDatetime: '2027-01-31T18:30:05.123Z',
  someJson: { __component: 'blocks.hero', id: 1, audience: { show: 'only' }, list: [null, 0, '', { a: [] }] },
  anEnumeration: 'two',
  aCustomField: 'a mark',
};

const SCALARS = Object.keys(VALUES);
const RELATIONS = ['hasOne', 'hasMany', 'belongsTo', 'manyMany'];

const POPULATE = {
  aMedia: true,
  someMedia: true,
  ...Object.fromEntries(RELATIONS.map((name) => [name, true])),
  anyThings: { on: { 'api::product.product': true } },
  aComponent: true,
  someComponents: true,
  zone: { populate: '*' },
};

/** What must not change, whatever ids the rows have. */
const meaning = (row: Row): unknown =>
  JSON.parse(
    JSON.stringify(row, (name, value: unknown) =>
      name === 'updatedAt' || name === 'publishedAt' || name === 'createdAt' ? undefined : value,
    ),
  );
const withoutRowIds = (row: Row): unknown => {
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => walk(item, path));
    if (typeof value !== 'object' || value === null || path.at(-1) === 'someJson') return value;
    return Object.fromEntries(
      Object.entries(value)
        // Publishing hashes a password anew, with or without Attune.
        .filter(([name]) => !['id', 'locale', 'aPassword'].includes(name))
        .map(([name, child]) => [name, walk(child, [...path, name])]),
    );
  };
  return walk(meaning(row), []);
};

export const contentAttributesSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let vip: Record<string, string>;
    let documentId: string;

    const stored = async (status: 'draft' | 'published'): Promise<Row> =>
      (await app.strapi
        .documents(SPECIMEN)
        .findOne({ documentId, status, populate: POPULATE } as never)) as unknown as Row;
    const passwordOf = async (): Promise<unknown> =>
      ((await app.strapi.db.query(SPECIMEN).findOne({ where: { documentId, publishedAt: null } })) as Row)
        .aPassword;
    const documentIds = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map((one: Row) => one.documentId)
        : ((value as Row | null)?.documentId ?? null);

    beforeAll(async () => {
      app = await boot({ graphql: true });
      await makeVip(app);
      await grantPublic(app.strapi, [
        ...['find', 'findOne', 'update'].map((action) => `${SPECIMEN}.${action}`),
        'api::product.product.find',
        'plugin::upload.content-api.find',
      ]);
      vip = await makeKnown(app, 'vip-person', { plan: 'vip' });
      const products: string[] = [];
      for (const sku of ['a', 'b', 'c'])
        products.push((await publish(app.strapi, 'api::product.product', { name: sku, sku })).documentId);
      const [first, second, third] = products;
      const files = [await makeFile(app.strapi, 'one'), await makeFile(app.strapi, 'two')];
      const product = (await app.strapi.db.query('api::product.product').findOne({
        where: { documentId: second },
      })) as { id: number };
      const made = await publish(app.strapi, SPECIMEN, {
        ...VALUES,
        aPassword: 'a secret word',
        aMedia: files[0],
        someMedia: files,
        hasOne: first,
        hasMany: [second, third],
        belongsTo: third,
        manyMany: [third, first],
        anyThings: [{ __type: 'api::product.product', id: product.id }],
        aComponent: { title: 'one', text: 'x', audience: only('vip') },
        someComponents: [
          { title: 'for VIP', audience: only('vip') },
          { title: 'for all' },
          { title: 'for others', audience: except('vip') },
        ],
        zone: [
          { __component: 'blocks.hero', title: 'for others', audience: except('vip') },
          {
            __component: 'blocks.grid',
            title: 'grid',
            audience: only('vip'),
            cards: [{ label: 'for VIP', audience: only('vip') }, { label: 'for all' }],
          },
          { __component: 'blocks.note', note: 'note', data: VALUES.someJson },
        ],
        experience: {
          variants: [
            {
              name: 'VIP',
              audience: only('vip'),
              overrides: {
                aString: 'another string',
                aRichtext: 'another',
                someBlocks: [{ type: 'paragraph', children: [{ type: 'text', text: 'y' }] }],
                anInteger: 8,
                aBiginteger: '900719925474095',
                aFloat: 0.5,
                aDecimal: 1.25,
                aBoolean: true,
                aDate: '2028-02-29',
                aTime: '06:00',
                aDatetime: '2028-02-29T06:00:00Z',
                anEnumeration: 'one',
                aCustomField: 'another mark',
                aMedia: files[1],
                someMedia: [files[1]],
              },
            },
          ],
        },
      });
      documentId = made.documentId;
    });
    afterAll(() => app.stop());

    const readRest = async (headers: Record<string, string>): Promise<Row> => {
      const populate =
        'populate[zone][populate]=*&' +
        ['aMedia', 'someMedia', ...RELATIONS, 'aComponent', 'someComponents']
          .map((name) => `populate[${name}]=true`)
          .join('&');
      const response = await fetch(`${app.url}/api/specimens/${documentId}?${populate}`, { headers });
      expect(response.status).toBe(200);
      return ((await response.json()) as { data: Row }).data;
    };

    it('is shown whole over REST, and keeps every value of its own when written back and published', async () => {
      const before = { draft: await stored('draft'), published: await stored('published') };
      const password = await passwordOf();
      expect(before.draft).toMatchObject(VALUES);
      const stranger = await readRest({});
      expect(stranger).toMatchObject({ ...VALUES, hasOne: { sku: 'a' }, aMedia: { name: 'one' } });
      const seen = await readRest(vip);
      expect(seen).toMatchObject({
        aString: 'another string',
        aBiginteger: '900719925474095',
        aTime: '06:00:00.000',
        aDatetime: '2028-02-29T06:00:00.000Z',
        aUid: 'a-uid',
        someJson: VALUES.someJson,
        aMedia: { name: 'two' },
      });
      expect(Object.keys(seen).sort()).toEqual(Object.keys(stranger).sort());

      // Each reads and writes back all that they were shown, but for the hidden blocks: whole lists of them are given as
      // a client holds them that was shown all.
      const idsOf = (value: unknown) =>
        Array.isArray(value) ? value.map(({ id }: Row) => id) : (value as Row).id;
      const back = {
        ...Object.fromEntries(SCALARS.map((name) => [name, seen[name]])),
        ...Object.fromEntries(RELATIONS.map((name) => [name, documentIds(seen[name])])),
        aMedia: idsOf(seen.aMedia),
        someMedia: idsOf(seen.someMedia),
        aComponent: (({ id: _, ...rest }) => rest)(seen.aComponent as { id: number }),
      };
      const response = await fetch(`${app.url}/api/specimens/${documentId}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: back }),
      });
      expect(response.status, await response.text()).toBe(200);
      await app.strapi.documents(SPECIMEN).publish({ documentId });
      expect(withoutRowIds(await stored('draft'))).toEqual(withoutRowIds(before.draft));
      expect(withoutRowIds(await stored('published'))).toEqual(withoutRowIds(before.published));
      expect(await passwordOf()).toBe(password);
    });

    it('does so over GraphQL', async () => {
      const graphql = async (query: string, variables: object, headers: Record<string, string>) => {
        const response = await fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query, variables }),
        });
        const { data, errors } = (await response.json()) as { data: { specimen: Row }; errors?: unknown };
        expect(errors).toBeUndefined();
        return data.specimen;
      };
      const query = `query ($id: ID!) { specimen(documentId: $id) {
      ${SCALARS.join(' ')} aMedia { name } someMedia { name }
      ${RELATIONS.map((name) => `${name} { documentId }`).join(' ')}
      aComponent { title text } someComponents { title }
      zone { ... on ComponentBlocksHero { title } ... on ComponentBlocksGrid { cards { label } } ... on ComponentBlocksNote { note data } }
    } }`;
      const before = { draft: await stored('draft'), published: await stored('published') };
      const stranger = await graphql(query, { id: documentId }, {});
      // GraphQL prints a long as a number.
      const aBiginteger = Number(VALUES.aBiginteger);
      expect(stranger).toMatchObject({ ...VALUES, aBiginteger, aMedia: { name: 'one' }, aComponent: null });
      const seen = await graphql(query, { id: documentId }, vip);
      expect(seen).toMatchObject({
        aString: 'another string',
        aBiginteger: 900719925474095,
        aTime: '06:00:00.000',
        aMedia: { name: 'two' },
        aComponent: { title: 'one', text: 'x' },
        zone: [
          { cards: [{ label: 'for VIP' }, { label: 'for all' }] },
          { note: 'note', data: VALUES.someJson },
        ],
      });
      const data = {
        ...Object.fromEntries(SCALARS.map((name) => [name, seen[name]])),
        ...Object.fromEntries(RELATIONS.map((name) => [name, documentIds(seen[name])])),
        aComponent: seen.aComponent,
      };
      const mutation = `mutation ($id: ID!, $data: SpecimenInput!) {
      specimen: updateSpecimen(documentId: $id, data: $data) { aString } }`;
      await graphql(mutation, { id: documentId, data }, vip);
      await app.strapi.documents(SPECIMEN).publish({ documentId });
      expect(withoutRowIds(await stored('draft'))).toEqual(withoutRowIds(before.draft));
      expect(withoutRowIds(await stored('published'))).toEqual(withoutRowIds(before.published));
    });
  });
};
