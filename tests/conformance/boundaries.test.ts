import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const rules = (
  createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] }
).forbidden.map(({ name }) => name);

/** For each rule one file that breaks it. */
const offenders: Readonly<Record<string, { readonly file: string; readonly code: string }>> = {
  'no-cycles': { file: 'plugin/src/ring/a.ts', code: "import './b';" },
  'plugin-is-pure': { file: 'plugin/src/segments/reads.ts', code: "import 'axios';" },
  'zod-in-definitions-only': { file: 'plugin/src/segments/membership.ts', code: "import 'zod';" },
  'luxon-in-time-only': { file: 'plugin/src/segments/window.ts', code: "import 'luxon';" },
  'client-is-light': { file: 'client/src/send.ts', code: "import 'axios';" },
  'admin-stays-in-the-browser': {
    file: 'admin/src/segments/page.ts',
    code: "import '../../../server/src/segments';",
  },
  'inner-ring-knows-no-framework': { file: 'server/src/segments/store.ts', code: "import 'knex';" },
  'inner-ring-leaves-adapters-alone': {
    file: 'server/src/segments/judge.ts',
    code: "import './strapi/tables';",
  },
  'slices-meet-at-their-face': { file: 'server/src/flows/enter.ts', code: "import '../segments/store';" },
  'plugin-slices-meet-at-their-face': {
    file: 'plugin/src/flows/enter.ts',
    code: "import '../segments/membership';",
  },
  'rim-meets-faces-and-adapters': {
    file: 'server/src/strapi/compose.ts',
    code: "import '../segments/store';",
  },
  'nobody-imports-tests': {
    file: 'server/src/flows/fake.ts',
    code: "import '../../../tests/support/fake';",
  },
  'templates-import-nothing': { file: 'templates/flows/index.ts', code: "import '../../plugin/src/ring/a';" },
};

/** What they reach for, and one file of each kind that breaks nothing. */
const others: Readonly<Record<string, string>> = {
  'plugin/src/ring/b.ts': "import './a';",
  'plugin/src/segments/schema.ts': "import 'zod';",
  'plugin/src/time/zone.ts': "import 'luxon';",
  'server/src/segments/index.ts': "import './good';",
  'server/src/segments/good.ts': "import '../../../plugin/src/segments/schema';",
  'server/src/segments/strapi/tables.ts': "import 'knex';",
  'tests/support/fake.ts': 'export {};',
  ...Object.fromEntries(
    ['axios', 'zod', 'luxon', 'knex'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {};'],
    ]),
  ),
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

let tree: string;
let violations: readonly Violation[];

const write = (file: string, code: string): void => {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${code}\n`);
};

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'attune-boundaries-'));
  for (const { file, code } of Object.values(offenders)) write(file, code);
  for (const [file, code] of Object.entries(others)) write(file, code);
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json'])
    copyFileSync(join(root, file), join(tree, file));
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      ...['plugin', 'server', 'admin', 'client', 'templates'],
    ],
    { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('who may import whom', () => {
  it('has an offender for every rule', () => {
    expect(Object.keys(offenders).sort()).toEqual([...rules].sort());
  });

  it.each(rules)('%s fires', (name) => {
    const found = violations.filter(({ rule }) => rule.name === name).map(({ from }) => from);
    expect(found).toContain(offenders[name]?.file);
  });

  it('leaves those alone who keep to the rules', () => {
    const kept = new Set(Object.keys(others).filter((file) => file !== 'plugin/src/ring/b.ts'));
    expect(violations.filter(({ from }) => kept.has(from))).toEqual([]);
  });
});
