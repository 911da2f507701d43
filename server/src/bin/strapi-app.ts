import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { SchemaFile } from '../content';

export interface StrapiApp {
  readonly root: string;
  readonly types: readonly SchemaFile[];
  readonly components: readonly SchemaFile[];
}

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];

const isStrapiApp = (root: string): boolean => {
  try {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    return manifest.dependencies?.['@strapi/strapi'] !== undefined && existsSync(join(root, 'src'));
  } catch {
    return false;
  }
};

/** Reads a Strapi app's schema files; undefined where there is no Strapi app. */
export const readApp = (root: string): StrapiApp | undefined => {
  if (!isStrapiApp(root)) return undefined;
  const apis = join(root, 'src', 'api');
  const types = foldersIn(apis).flatMap((api) =>
    foldersIn(join(apis, api, 'content-types')).flatMap((type) => {
      const path = join(apis, api, 'content-types', type, 'schema.json');
      if (!existsSync(path)) return [];
      return [{ uid: `api::${api}.${type}`, path: relative(root, path), text: readFileSync(path, 'utf8') }];
    }),
  );
  const folder = join(root, 'src', 'components');
  const components = foldersIn(folder).flatMap((category) =>
    readdirSync(join(folder, category))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => {
        const path = join(folder, category, name);
        return {
          uid: `${category}.${name.slice(0, -'.json'.length)}`,
          path: relative(root, path),
          text: readFileSync(path, 'utf8'),
        };
      }),
  );
  return { root, types, components };
};
