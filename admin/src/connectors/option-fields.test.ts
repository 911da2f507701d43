import { expect, it } from 'vitest';

import { optionFields } from './option-fields';

it('draws a field for each plain option', () => {
  expect(
    optionFields({
      type: 'object',
      properties: {
        baseUrl: { type: 'string', default: 'https://x', description: 'Where it answers' },
        limit: { type: 'integer' },
        dry: { type: 'boolean' },
        region: { enum: ['eu', 'us'], type: 'string' },
        map: { type: 'object' },
        kind: { type: 'string', const: 'rest' },
      },
    }).map(({ name, type, byDefault }) => [name, type, byDefault]),
  ).toEqual([
    ['baseUrl', 'text', 'https://x'],
    ['limit', 'number', undefined],
    ['dry', 'flag', undefined],
    ['region', 'choice', undefined],
  ]);
});

it('asks nothing for a schema without properties', () => {
  expect(optionFields({})).toEqual([]);
});
