// Bundles every export of the package with esbuild and checks that dist/ is whole: Strapi skips a missing
// server bundle silently. `--server` builds only what Node runs and serves, for a quick turn in tests.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const serverOnly = process.argv.includes('--server');

const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
const external = packages
  .flatMap((name) => [name, `${name}/*`])
  .concat('@strapi/*', 'knex', 'koa', 'graphql', 'react/*');

const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external,
  logLevel: 'warning',
};
const browser = { bundle: true, platform: 'browser', target: 'es2020', logLevel: 'warning' };
const at = (path) => join(root, path);

/** Writes beside the target and moves it there: a process that starts meanwhile never reads half a bundle. */
const emit = async (entry, outfile, options) => {
  if (!existsSync(at(entry))) throw new Error(`The entry ${entry} is missing.`);
  const temporary = `${outfile}.${process.pid}.tmp.js`;
  await build({ ...options, entryPoints: [at(entry)], outfile: at(temporary) });
  const bundle = readFileSync(at(temporary), 'utf8');
  writeFileSync(at(temporary), bundle.replace(`${basename(temporary)}.map`, `${basename(outfile)}.map`));
  renameSync(at(temporary), at(outfile));
  if (existsSync(at(`${temporary}.map`))) renameSync(at(`${temporary}.map`), at(`${outfile}.map`));
};

const both = async (entry, folder, options) => {
  await emit(entry, `dist/${folder}/index.js`, { ...options, format: 'cjs' });
  await emit(entry, `dist/${folder}/index.mjs`, { ...options, format: 'esm' });
};

await Promise.all([
  emit('server/src/index.ts', 'dist/server/index.js', { ...node, format: 'cjs' }),
  emit('server/src/bin/attune.ts', 'dist/bin/attune.js', {
    ...node,
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  }),
  both('plugin/src/index.ts', 'plugin', node),
  both('plugin/src/testing/index.ts', 'testing', node),
  both('client/src/site/index.ts', 'site', node),
  emit('client/src/script.ts', 'dist/client/attune.js', { ...browser, format: 'iife', minify: true }),
]);

if (!serverOnly) {
  rmSync(at('dist/admin'), { recursive: true, force: true });
  const admin = { ...browser, jsx: 'automatic', external, minify: false, loader: { '.svg': 'dataurl' } };
  await Promise.all([
    build({
      ...admin,
      entryPoints: { index: at('admin/src/index.ts') },
      outdir: at('dist/admin'),
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }),
    both('client/src/index.ts', 'client', browser),
  ]);
  await build({
    ...admin,
    entryPoints: [at('admin/src/index.ts')],
    outfile: at('dist/admin/index.js'),
    format: 'cjs',
  });
  const types = spawnSync(
    process.execPath,
    [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.types.json')],
    {
      stdio: 'inherit',
    },
  );
  if (types.status !== 0) process.exit(types.status ?? 1);
}

const wanted = Object.values(manifest.exports)
  .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
  .filter(
    (path) => path.startsWith('./dist/') && (!serverOnly || /dist\/(server|plugin|site|testing)/.test(path)),
  )
  .filter((path) => !serverOnly || !path.endsWith('.d.ts'));
const missing = wanted.filter((path) => !existsSync(at(path)) || statSync(at(path)).size === 0);
if (missing.length > 0) {
  console.error(`The build is not whole. Missing: ${missing.join(', ')}`);
  process.exit(1);
}
console.log(serverOnly ? 'Built what Node runs.' : 'Built the package.');
