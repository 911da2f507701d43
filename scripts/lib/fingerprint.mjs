import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'build', '.strapi', '.data', '.tmp', '.cache']);

const filesUnder = (path) => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesUnder(join(path, name)));
};

/** One hash over the names and contents of these files and folders. */
export const fingerprint = (root, paths) => {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};

/** Runs `work` unless it ran for the same fingerprint before; the mark is left beside what was made. */
export const onceFor = async (mark, print, work) => {
  if (existsSync(mark) && readFileSync(mark, 'utf8') === print) return false;
  await work();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, print);
  return true;
};
