import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprint, onceFor } from './fingerprint.mjs';
import { isInstalled } from './installed.mjs';
import { step } from './progress.mjs';
import { must } from './run.mjs';

export const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const PACKAGE_SOURCES = [
  'plugin',
  'server',
  'admin',
  'client',
  'templates',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'tsconfig.json',
  'tsconfig.types.json',
];

/** Installs what the lockfile names, if anything of it is missing. */
export const install = (root) =>
  step('Installing packages (a few minutes the first time)', async () => {
    if (isInstalled(root)) return false;
    await must('npm ci', NPM, ['ci', '--no-audit', '--no-fund'], { cwd: root });
    return true;
  });

/** Builds the package, if its sources changed since. */
export const buildPackage = (root) =>
  step('Building the package', () =>
    onceFor(join(root, 'dist', '.built-from'), fingerprint(root, PACKAGE_SOURCES), () =>
      must('The build', process.execPath, ['scripts/build.mjs'], { cwd: root }),
    ),
  );

/** Builds the package, then Strapi's admin panel with its pages in it, as far as either changed since. */
export const buildPanel = async (root) => {
  await buildPackage(root);
  const shop = join(root, 'examples', 'shop');
  const print = [
    fingerprint(root, ['dist/admin', 'package-lock.json']),
    fingerprint(shop, ['config', 'src/admin', 'package.json']),
  ].join(' ');
  const mark = join(shop, 'build', '.built-from');
  // A mark without what it speaks of was left by a build that was cleared away.
  if (!existsSync(join(shop, 'build', 'index.html'))) rmSync(mark, { force: true });
  return step('Building the admin panel (a minute or two when it changed)', () =>
    onceFor(mark, print, async () => {
      await must('strapi build', process.execPath, [strapiBin(root), 'build'], {
        cwd: shop,
        env: { STRAPI_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' },
      });
    }),
  );
};

const strapiBin = (root) => join(root, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
