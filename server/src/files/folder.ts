import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { placeOf, type Texts } from './file-form';
import { nameOf, WHATS } from './thing';

/** The files of ours below a folder. */
export const readFolder = (root: string): Texts => {
  const texts = new Map<string, string>();
  for (const what of WHATS) {
    const folder = join(root, what);
    if (!existsSync(folder)) continue;
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())) {
      const path = `${what}/${name}`;
      if (placeOf(path)) texts.set(path, readFileSync(join(folder, name), 'utf8'));
    }
  }
  return texts;
};

export interface FolderChange {
  readonly path: string;
  readonly verb: 'write' | 'change' | 'delete' | 'keep';
}

/**
 * What makes a folder of these files. The rest of a thing that is there goes (a plain-text part that was dropped); the
 * files of a thing that is no more are kept, unless `prune` says otherwise.
 */
export const folderChanges = (
  there: Texts,
  wanted: Texts,
  standing: ReadonlySet<string>,
  prune: boolean,
): readonly FolderChange[] => {
  const written = new Set([...wanted.keys()].flatMap((path) => nameIn(path) ?? []));
  const changes = [...wanted].flatMap(([path, text]): FolderChange[] => {
    if (!there.has(path)) return [{ path, verb: 'write' }];
    return there.get(path) === text ? [] : [{ path, verb: 'change' }];
  });
  const others = [...there.keys()].flatMap((path): FolderChange[] => {
    const name = nameIn(path);
    if (wanted.has(path) || name === undefined) return [];
    if (written.has(name)) return [{ path, verb: 'delete' }];
    return standing.has(name) ? [] : [{ path, verb: prune ? 'delete' : 'keep' }];
  });
  return [...changes, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
};

const nameIn = (path: string): string | undefined => {
  const place = placeOf(path);
  return place && nameOf(place);
};

export const changeFolder = (root: string, wanted: Texts, changes: readonly FolderChange[]): void => {
  for (const { path, verb } of changes) {
    const file = join(root, ...path.split('/'));
    if (verb === 'keep') continue;
    if (verb === 'delete') {
      rmSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted.get(path) ?? '');
  }
};
