import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { Endpoint } from '../../plugin/src';
import { configSchema } from '../../server/src/strapi/config';
import { allEndpoints } from '../../server/src/strapi/endpoint-list';

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
};

const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

const typeWords = (schema: JsonSchema): string => {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeWords))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeWords(schema.items) : 'anything'}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
};

const inputWords = (endpoint: Endpoint): string => {
  const schema = schemaOf(endpoint.input);
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => `\`${name}\`${schema.required?.includes(name) ? '' : '?'} (${typeWords(field)})`)
    .join(', ');
};

const PREFIX = { admin: '/attune', probe: '/attune', public: '/api/attune' } as const;

const row = (endpoint: Endpoint): string =>
  `| \`${endpoint.method} ${PREFIX[endpoint.lane]}${endpoint.path}\` | ${endpoint.permission ? `\`${endpoint.permission}\`` : ''} | ${endpoint.summary} | ${inputWords(endpoint)} |`;

const HEAD = '| endpoint | permission | does | takes |\n|---|---|---|---|';

const settingRows = (schema: JsonSchema, path: string): readonly string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name;
    if (field.properties) return settingRows(field, at);
    const standard = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``;
    return [`| \`${at}\` | ${typeWords(field)} | ${standard} | ${field.description ?? ''} |`];
  });

// Written by `npx vitest run --project unit tests/docs -u`; a stale page fails.
describe('the reference pages say what the code declares', () => {
  it('endpoints', async () => {
    const part = (lane: Endpoint['lane']) =>
      [HEAD, ...allEndpoints.filter((endpoint) => endpoint.lane === lane).map(row)].join('\n');
    const page = [
      '# Endpoints',
      'Written from the declarations in `plugin/src/*/endpoints.ts`. The tracking API is in [tracking](../guides/tracking.md).',
      `## Admin\n\nAn administrator's session, with the permission.\n\n${part('admin')}`,
      `## Public\n\n${part('public')}`,
      `## Probe\n\n${part('probe')}`,
    ];
    await expect(`${page.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/reference/endpoints.md');
  });

  it('configuration', async () => {
    const page = [
      '# Configuration',
      'In `config/plugins` under `attune.config`. Everything is optional; a fault is named at boot.',
      [
        '| setting | type | default | |',
        '|---|---|---|---|',
        ...settingRows(schemaOf(configSchema), ''),
      ].join('\n'),
    ];
    await expect(`${page.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/reference/configuration.md');
  });
});
