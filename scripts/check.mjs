// Types, lint, format, boundaries, dead code, unit tests: two at a time, each with its time and, when it fails, its output.
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { install } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (...path) => join(root, 'node_modules', ...path);

/** What a file was found to be is remembered until the file changes: a second check looks at the change alone. */
const cache = (name) => join(root, 'node_modules', '.cache', `attune-check-${name}`);
const types = (name, config) => [
  `types of the ${name}`,
  bin('typescript', 'bin', 'tsc'),
  ...['-p', config, '--noEmit', '--incremental', '--tsBuildInfoFile', `${cache(name)}.tsbuildinfo`],
];

// The long ones first, so that the short ones fill the gaps.
const checks = [
  ['unit tests', bin('vitest', 'vitest.mjs'), 'run', '--project', 'unit'],
  types('server', 'tsconfig.json'),
  types('browser', 'tsconfig.browser.json'),
  [
    'eslint',
    bin('eslint', 'bin', 'eslint.js'),
    ...['.', '--max-warnings=0', '--cache', '--cache-strategy', 'content'],
    ...['--cache-location', cache('eslint')],
  ],
  [
    'prettier',
    bin('prettier', 'bin', 'prettier.cjs'),
    ...['--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content'],
    ...['--cache-location', cache('prettier'), '.'],
  ],
  [
    'boundaries',
    bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    ...['--config', '.dependency-cruiser.cjs', 'plugin', 'server', 'admin', 'client', 'templates'],
  ],
  ['dead code', bin('knip', 'bin', 'knip.js')],
];

const results = [];

const work = async (queue) => {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const [name, ...command] = check;
    const started = performance.now();
    const { code, output } = await run(process.execPath, command, { cwd: root, env: { FORCE_COLOR: '0' } });
    results.push({ name, ok: code === 0 });
    console.log(
      `  ${code === 0 ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '    '));
  }
};

const main = async () => {
  await install(root);
  const queue = [...checks];
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, cpus().length)) }, () => work(queue)));
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
  console.log(failed.length === 0 ? `All ${results.length} checks hold.` : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
};

main()
  .catch((error) => {
    console.error(error.message);
    return 1;
  })
  .then((code) => process.exit(code));
