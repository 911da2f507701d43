import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { UsageFault } from './import-command';

const ADDRESS = `  --url <address>       of Strapi (default: $ATTUNE_URL, else http://localhost:1337)
  --token <token>       an admin token of Strapi (default: $ATTUNE_ADMIN_TOKEN)`;

export const EXPORT_USAGE = `attune export <folder>

  Writes segments, saved groups, flows and e-mail templates into <folder>, a file each, as they are fit for git.

${ADDRESS}
  --prune               delete the files of what is no more there
  --dry-run             say what would be written, and write nothing

  Exit codes: 0 written; 1 written, but what is named was left out or would be refused by an import; 2 wrong
  arguments or token; 3 Strapi could not be read.`;

export const IMPORT_FOLDER_USAGE = `attune import <folder>

  Brings the segments, saved groups, flows and e-mail templates of <folder> into a running Strapi: makes what is new, changes what
  differs, deletes nothing. Everything is checked before anything is written. Flows come as drafts.

${ADDRESS}
  --publish             publish the flows, but for those that somebody has paused or stopped
  --dry-run             say what would be new, changed or the same, and write nothing

  Exit codes: 0 done, or nothing to do; 1 refused, and nothing was written; 2 wrong arguments, folder or token;
  3 stopped before the end: run it again to go on.`;

export interface FolderRequest {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly dryRun: boolean;
  readonly prune: boolean;
  readonly publish: boolean;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Reads the words after `attune export`, or `attune import` of a folder. Throws a UsageFault. */
export const readFolderRequest = (
  command: 'export' | 'import',
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): FolderRequest => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: env.ATTUNE_URL ?? 'http://localhost:1337' },
      token: { type: 'string', default: env.ATTUNE_ADMIN_TOKEN ?? '' },
      'dry-run': { type: 'boolean', default: false },
      ...(command === 'export' ? { prune: { type: 'boolean' } } : { publish: { type: 'boolean' } }),
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageFault('Wanted one folder.');
  const folder = resolve(name);
  if (command === 'import' && !isFolder(folder)) throw new UsageFault(`There is no folder ${folder}.`);
  if (!/^https?:\/\//.test(values.url)) throw new UsageFault('--url: wanted http://… or https://….');
  if (values.token === '') throw new UsageFault('Wanted an admin token: --token or ATTUNE_ADMIN_TOKEN.');
  return {
    folder,
    url: values.url,
    token: values.token,
    dryRun: values['dry-run'],
    prune: 'prune' in values && values.prune === true,
    publish: 'publish' in values && values.publish === true,
  };
};

/** Options of the import of a file or a folder that take a word. */
const TAKES_A_WORD =
  /^--(url|token|key|prefix|map|name|checkpoint|rejects|encoding|delimiter|format|in-flight)$/;

/** Whether `attune import` is asked for a folder rather than a file of history. */
export const namesFolder = (args: readonly string[]): boolean => {
  const name = args.find((arg, at) => !arg.startsWith('-') && !TAKES_A_WORD.test(args[at - 1] ?? ''));
  return name !== undefined && isFolder(resolve(name));
};
