import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHubspotClient } from '../../server/src/connectors/hubspot/client';
import { hubspotOptions } from '../../server/src/connectors/hubspot/definition';
import { openHubspot } from '../../server/src/connectors/hubspot/hubspot';
import { startCrmSandbox, type Sandbox, type SandboxRequest } from '../support/crm-sandbox';

const SPEC = join(__dirname, '..', '..', '..', 'shared', 'specs', 'hubspot-openapi.tar.gz');
const absent = !existsSync(SPEC);

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Media };
  readonly responses: Readonly<Record<string, { readonly content?: Media; readonly $ref?: string }>>;
}
type Media = Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  };
}

const readSpec = (file: string): OpenApi =>
  JSON.parse(
    execFileSync('tar', ['xzOf', SPEC, `hubspot/${file}.json`], { maxBuffer: 64 * 1024 * 1024 }).toString(),
  ) as OpenApi;

/** The published contract: finds the operation of a request and judges both sides of the exchange. */
const createContract = () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const specs = Object.fromEntries(['lists.v3', 'contacts.v3'].map((name) => [name, readSpec(name)]));
  for (const [name, spec] of Object.entries(specs)) ajv.addSchema(spec, name);

  const operationOf = ({ method, path }: SandboxRequest): [string, Operation] | undefined => {
    const fits = (template: string) => new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);
    for (const [name, spec] of Object.entries(specs)) {
      // A literal path outranks one with a parameter: /lists/search is no list called "search".
      const templates = Object.keys(spec.paths)
        .filter(fits)
        .sort((a, b) => a.length - b.length);
      const [template] = templates.filter((one) => !one.includes('{')).concat(templates);
      const operation = template && spec.paths[template]?.[method.toLowerCase()];
      if (operation) return [name, operation];
    }
    return undefined;
  };
  const schemaOf = (name: string, media: Media | undefined): [ValidateFunction, string] | undefined => {
    const ref = Object.values(media ?? {})[0]?.schema.$ref;
    return ref === undefined ? undefined : [ajv.getSchema(`${name}${ref}`)!, ref.split('/').at(-1)!];
  };

  return (request: SandboxRequest): readonly string[] => {
    const found = operationOf(request);
    if (!found) return [`no such operation: ${request.method} ${request.path}`];
    const [name, operation] = found;
    const faults: string[] = [];
    const judge = (side: string, validate: ValidateFunction, value: unknown) => {
      if (!validate(value)) faults.push(`${side}: ${ajv.errorsText(validate.errors)}`);
    };
    const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
    for (const key of request.query.keys()) if (!known.includes(key)) faults.push(`unknown query: ${key}`);
    const body = schemaOf(name, operation.requestBody?.content);
    if (body) {
      judge('request', body[0], request.body);
      const fields = Object.keys(specs[name]!.components.schemas[body[1]]?.properties ?? {});
      for (const key of Object.keys(request.body ?? {})) {
        if (!fields.includes(key)) faults.push(`unknown field: ${key}`);
      }
    }
    const response = operation.responses[String(request.status)];
    const answer = schemaOf(name, response?.content) ?? [
      ajv.getSchema(`${name}#/components/schemas/Error`)!,
      'Error',
    ];
    judge(`answer ${request.status}`, answer[0], request.answer);
    return faults;
  };
};

describe.skipIf(absent)(
  `HubSpot's published contract${absent ? ' (the specification is not here)' : ''}`,
  () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startCrmSandbox();
    });
    afterAll(() => sandbox?.stop());

    const connect = (token = 'demo-crm-token') =>
      openHubspot(createHubspotClient(sandbox.url, token), hubspotOptions.parse({}).fields);

    it('is kept by every request we make, and by every answer of the sandbox', async () => {
      const hubspot = connect();
      await hubspot.test();
      const lists = await hubspot.lists(null);
      expect(lists.rows.map(({ name }) => name)).toContain('Partners');
      expect(await hubspot.list('11')).toEqual({ id: '11', name: 'Partners', size: 12 });
      expect(await hubspot.list('999')).toBeUndefined();

      const first = await hubspot.members('12', null);
      const second = await hubspot.members('12', first.next);
      expect(new Set([...first.rows, ...second.rows]).size).toBe(500);
      const contacts = await hubspot.contacts([...first.rows, '424242']);
      expect(contacts).toHaveLength(250);
      expect(contacts[0]).toMatchObject({ email: expect.stringContaining('@'), traits: { website: null } });

      const changed = await hubspot.changed(Date.UTC(2026, 0, 1), null);
      const more = await hubspot.changed(Date.UTC(2026, 0, 1), changed.next);
      expect([...changed.rows, ...more.rows]).toHaveLength(200);

      const { contactOf, add, remove } = hubspot.listChanges!;
      const partner = contacts[0]!;
      expect(await contactOf(partner.email!)).toBe(partner.id);
      expect(await contactOf('nobody@example.com')).toBeUndefined();
      const isPartner = async () => (await hubspot.members('11', null)).rows.includes(partner.id);
      for (const time of [1, 2]) {
        await add('11', partner.id);
        expect(await isPartner(), `time ${time}`).toBe(true);
      }
      await remove('11', partner.id);
      await remove('11', partner.id);
      expect(await isPartner()).toBe(false);
      await expect(add('11', '424242')).rejects.toMatchObject({ kind: 'gone' });
      await expect(add('999', partner.id)).rejects.toMatchObject({ kind: 'gone' });
      const dynamic = [...sandbox.world.lists.values()].find((list) => list.processingType === 'DYNAMIC')!;
      await expect(add(dynamic.listId, partner.id)).rejects.toMatchObject({ kind: 'unexpected' });

      await expect(hubspot.members('999', null)).rejects.toMatchObject({ kind: 'gone' });
      await expect(connect('wrong').test()).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('token'),
      });

      const contract = createContract();
      const faults = sandbox.requests.flatMap((request) =>
        contract(request).map((fault) => `${request.method} ${request.path}: ${fault}`),
      );
      expect(faults).toEqual([]);
      expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(
        new Set([200, 207, 400, 401, 404]),
      );
    });

    it('would be seen to be broken', () => {
      const contract = createContract();
      const exchange = {
        method: 'POST',
        path: '/crm/v3/lists/search',
        query: new URLSearchParams(),
        status: 200,
      };
      const faults = contract({ ...exchange, body: { ofset: 1 }, answer: { lists: 'none' } }).join('\n');
      expect(faults).toContain("required property 'offset'");
      expect(faults).toContain('unknown field: ofset');
      expect(faults).toContain('lists must be array');
      expect(contract({ ...exchange, path: '/crm/v3/nothing', answer: {} })[0]).toContain(
        'no such operation',
      );
    });

    it('says no in both shapes of 429', async () => {
      const busy = await startCrmSandbox({ perSecond: 0 });
      try {
        const hubspot = openHubspot(createHubspotClient(busy.url, 'demo-crm-token'), {});
        await expect(hubspot.test()).rejects.toMatchObject({ kind: 'too-many' });
        await expect(hubspot.test()).rejects.toMatchObject({ kind: 'too-many' });
        const contract = createContract();
        expect(busy.requests.flatMap(contract)).toEqual([]);
        expect(busy.requests.map(({ answer }) => 'policyName' in (answer as object))).toEqual([true, false]);
      } finally {
        await busy.stop();
      }
    });
  },
);
