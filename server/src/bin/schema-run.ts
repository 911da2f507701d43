import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { attach, attachExperience, detach, zoneComponents, type FileChange } from '../content';
import { UsageFault } from './import-command';
import { readApp, type StrapiApp } from './strapi-app';

export const ATTACH_USAGE = `attune attach

  Gives every block of a dynamic zone the field that says who sees it.

  --experience <type>   give a content type the field that holds variants of its entries instead:
                        --experience api::article.article (repeat it for each type)
  --dir <folder>        the Strapi app (default: here)
  --dry-run             say what would change, and change nothing`;

const attachBlocks = ({ types, components }: StrapiApp): FileChange[] => {
  const uids = zoneComponents(types.map(({ text }) => text));
  return components.filter(({ uid }) => uids.has(uid)).map(attach);
};

const attachTypes = ({ types }: StrapiApp, uids: readonly string[]): FileChange[] =>
  uids.map((uid) => {
    const file = types.find((type) => type.uid === uid);
    if (!file)
      throw new UsageFault(
        `There is no content type "${uid}" under src/api. There are: ${types.map((type) => type.uid).join(', ')}.`,
      );
    return attachExperience(file);
  });

const line = (change: FileChange, sign: '+' | '-'): string => {
  const { uid, path } = change.file;
  if (change.kind === 'unreadable') return `! ${uid}  ${path}: ${change.why}`;
  return change.kind === 'changed' ? `${sign} ${uid}  ${change.attribute} in ${path}` : `= ${uid}  as it was`;
};

const count = (changes: readonly FileChange[], kind: FileChange['kind']): number =>
  changes.filter((change) => change.kind === kind).length;

interface Written {
  readonly changed: number;
  readonly unreadable: number;
}

/** Writes what has changed and says so. */
const write = (
  root: string,
  changes: readonly FileChange[],
  { dryRun, sign }: { readonly dryRun: boolean; readonly sign: '+' | '-' },
): Written => {
  for (const change of changes) {
    if (change.kind === 'changed' && !dryRun) writeFileSync(join(root, change.file.path), change.text);
    if (change.kind !== 'as-it-was' || sign === '+') console.log(line(change, sign));
  }
  const changed = count(changes, 'changed');
  const files = changed === 1 ? '1 schema file' : `${changed} schema files`;
  console.log(
    dryRun
      ? `${files} would change. Nothing was written.`
      : `${files} changed. ${changed > 0 ? 'Restart Strapi.' : ''}`.trim(),
  );
  return { changed, unreadable: count(changes, 'unreadable') };
};

/** The app in this folder. Throws a UsageFault where there is none. */
export const appIn = (folder: string): StrapiApp => {
  const app = readApp(resolve(folder));
  if (app) return app;
  throw new UsageFault(
    `${resolve(folder)} is not a Strapi app: expected a package.json with @strapi/strapi, and src/.`,
  );
};

/** Takes every field of ours out of the app's schema files. */
export const detachFields = (app: StrapiApp, dryRun: boolean): Written =>
  write(app.root, [...app.components, ...app.types].map(detach), { dryRun, sign: '-' });

/** `attune attach`: answers the exit code. */
export const attachFields = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '.' },
      experience: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(ATTACH_USAGE);
    return 0;
  }
  const app = appIn(values.dir);
  const changes = values.experience ? attachTypes(app, values.experience) : attachBlocks(app);
  return write(app.root, changes, { dryRun: values['dry-run'], sign: '+' }).unreadable > 0 ? 1 : 0;
};
