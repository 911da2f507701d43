// All tests. Installs what is missing, builds, runs the projects one after the other and adds them up.
// Every skipped test is listed by name and reason, every failed one by name; the last line is the sum.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildPackage, install } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { provideForTests } from './lib/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const projects = process.argv.includes('--chaos') ? ['chaos'] : ['unit', 'api', 'e2e'];
const scratch = mkdtempSync(join(tmpdir(), 'attune-totals-'));

const vitest = async (project, env) => {
  const file = join(scratch, `${project}.json`);
  console.log(`\n── ${project} ──`);
  const { code } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      `--reporter=${join(root, 'scripts', 'lib', 'totals-reporter.mjs')}`,
    ],
    { cwd: root, show: true, env: { ...env, TOTALS_FILE: file } },
  );
  if (existsSync(file)) {
    const totals = JSON.parse(readFileSync(file, 'utf8'));
    // A run that ends badly for a reason that no test shows is a failure all the same.
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  }
  return { passed: 0, failed: code === 0 ? 0 : 1, failures: [], skipped: [], broken: [] };
};

const main = async () => {
  await install(root);
  await buildPackage(root);
  const { chromium, missing } = await provideForTests();
  const env = {
    STRAPI_TELEMETRY_DISABLED: 'true',
    ...(chromium && { CHROMIUM_PATH: chromium }),
  };
  const all = [];
  for (const project of projects) all.push(await vitest(project, env));

  const skipped = all.flatMap((totals) => totals.skipped);
  const broken = all.flatMap((totals) => totals.broken);
  const failures = all.flatMap((totals) => totals.failures);
  const sum = (key) => all.reduce((count, totals) => count + totals[key], 0);
  console.log('');
  for (const line of missing) console.log(`Not to be had here: ${line}`);
  for (const file of broken) console.log(`Could not be loaded: ${file}`);
  for (const { name, reason } of skipped) console.log(`Skipped: ${name}${reason ? ` (${reason})` : ''}`);
  for (const name of failures) console.log(`Failed: ${name}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${skipped.length} skipped`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
};

main()
  .catch((error) => {
    console.error(error.message);
    return 1;
  })
  .then((code) => {
    rmSync(scratch, { recursive: true, force: true });
    process.exit(code);
  });
