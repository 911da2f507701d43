import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformSync } from 'esbuild';

import { examples } from './docs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The sample of a page of docs/extend as a module that Strapi's configuration can require: it exports a list. */
export const docsExtension = (page: string, name: string) => {
  const sample = examples().find(
    ({ where, info, code }) =>
      info === 'ts' && where.startsWith(`docs/extend/${page}`) && code.includes(`export const ${name} `),
  );
  if (!sample) throw new Error(`docs/extend/${page} has no sample "${name}".`);
  mkdirSync(join(root, '.tmp'), { recursive: true });
  // Inside the package, where its own name leads to what was built of it.
  const folder = mkdtempSync(join(root, '.tmp', 'extension-'));
  const { code } = transformSync(sample.code, { loader: 'ts', format: 'cjs' });
  writeFileSync(join(folder, 'sample.cjs'), code);
  writeFileSync(join(folder, 'index.cjs'), `module.exports = [require('./sample.cjs').${name}];\n`);
  return { path: join(folder, 'index.cjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
};
