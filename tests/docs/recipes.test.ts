import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { examples } from '../support/docs';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'recipes');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(mjs|js|jsx|conf)$/.test(file),
);

// That they work is shown by tests/api/recipes.api.test.ts.
describe('the recipes', () => {
  it.each(files)('%s is shown in a guide as it is', (file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    const shown = examples().filter((example) => example.code === code);
    expect(shown.map(({ where }) => where.split(':')[0])).toEqual(['docs/guides/edge.md']);
  });
});
