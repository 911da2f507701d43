// The benchmarks: every figure a ratio to a peer or a limit, measured in this one run. Written to bench/RESULTS.md.
// With names, as in `npm run bench -- ingest`, only those are run, and nothing is written.
// What takes long (`flows-page.long.mts`, `million.long.mts`) is run by its name alone; the million has a page of its own.
import { readdirSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type as osType, release } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { buildPackage, install } from './lib/prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'bench');
const bundles = join(root, 'node_modules', '.cache', 'attune-bench');

/** A bench is TypeScript that imports our sources: bundled, packages left outside, beside node_modules so that they resolve. */
const load = async (file) => {
  const { build } = await import('esbuild');
  const outfile = join(bundles, `${basename(file).replace(/\.[cm]?ts$/, '')}.mjs`);
  await build({
    entryPoints: [join(folder, file)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    banner: {
      js: `import { createRequire as __require } from 'node:module';
const require = __require(import.meta.url);`,
    },
  });
  return import(pathToFileURL(outfile).href);
};

const number = (value) =>
  typeof value === 'number'
    ? value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })
    : String(value ?? '');

/** Whether an aim (`at most 2`, `under 50`, `0.5`: at least that) was met. */
const isMet = ({ ours, ratio, aim }) => {
  const [, how = 'at least', limit] = /^(at most|under|at least)? ?([\d.]+)$/.exec(String(aim ?? '')) ?? [];
  if (limit === undefined) return '';
  const value = typeof ratio === 'number' ? ratio : ours;
  const met = how === 'at least' ? value >= Number(limit) : value <= Number(limit);
  return met ? 'yes' : 'no';
};

const row = ({ what, ours, peer, ratio, aim }) =>
  `| ${[what, number(ours), number(peer), typeof ratio === 'number' ? `${ratio.toFixed(ratio < 0.1 ? 3 : 2)} ×` : (ratio ?? ''), aim ?? '', isMet({ ours, ratio, aim })].join(' | ')} |`;

const machine = () =>
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${osType()} ${release()}, Node ${process.version}`;

const page = (parts, how = 'npm run bench') => `# Benchmarks

Written by \`${how}\`. Each figure is a ratio measured in one run on one machine; only ratios carry over to another.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${machine()}

${parts
  .map(
    ({ title, rows }) => `## ${title}

| what | ours | peer | ratio | aim | met |
|---|---|---|---|---|---|
${rows.map(row).join('\n')}
`,
  )
  .join('\n')}`;

const longPage = ({ title, columns, rows, notes }) => `# ${title}

Written by \`npm run bench -- million\`, which is not part of \`npm run bench\`: it takes some twenty minutes and 3 GB of disk.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${machine()}
${notes.map((note) => `- ${note}`).join('\n')}

| ${columns.join(' | ')} |
|${columns.map(() => '---').join('|')}|
${rows.map((each) => `| ${columns.map((name) => each[name]).join(' | ')} |`).join('\n')}
`;

const main = async () => {
  process.chdir(root);
  await install(root);
  await buildPackage(root);
  mkdirSync(bundles, { recursive: true });
  const wanted = process.argv.slice(2);
  const files = readdirSync(folder)
    .filter((file) => /\.(bench|long)\.[cm]?[jt]s$/.test(file))
    .filter((file) => wanted.length > 0 || file.includes('.bench.'))
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(`${name}.`)));
  if (files.length === 0) throw new Error(`There is no bench ${wanted.join(', ')} in bench/.`);
  const parts = [];
  for (const file of files.sort()) {
    const { run, title, columns, notes } = await load(file);
    console.log(`\n── ${title} ──`);
    const rows = await run();
    if (columns) {
      writeFileSync(join(folder, 'MILLION.md'), longPage({ title, columns, rows, notes: notes() }));
      continue;
    }
    parts.push({ title, rows });
    for (const each of rows) console.log(`  ${row(each)}`);
    if (!file.includes('.long.')) continue;
    const [name] = file.split('.');
    writeFileSync(
      join(folder, `${name.toUpperCase()}.md`),
      page([{ title, rows }], `npm run bench -- ${name}`),
    );
  }
  rmSync(bundles, { recursive: true, force: true });
  if (wanted.length > 0) return;
  writeFileSync(join(folder, 'RESULTS.md'), page(parts));
  console.log('\nWritten to bench/RESULTS.md.');
};

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
