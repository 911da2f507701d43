import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { attach, detach, zoneComponents, type FileChange } from '../content';
import { exportFolder } from './export-run';
import { IMPORT_FOLDER_USAGE, namesFolder } from './folder-command';
import { importFolder } from './import-folder-run';
import { importFile } from './import-run';
import { readApp, type StrapiApp } from './strapi-app';

const USAGE = `attune <command> [options]

  attach    gives every block of a dynamic zone the field that says who sees it
  detach    takes that field out again; do this before removing the plugin
  export    writes segments, flows and e-mails of a running Strapi as files: attune export --help
  import    brings such files into another Strapi, or a file of history: attune import --help

  --dir <folder>    the Strapi app (default: here)
  --dry-run         say what would change, and change nothing`;

const attachAll = ({ schemas, components }: StrapiApp): FileChange[] => {
  const uids = zoneComponents(schemas);
  return components.filter(({ uid }) => uids.has(uid)).map(attach);
};

const detachAll = ({ components }: StrapiApp): FileChange[] => components.map(detach);

const line = (change: FileChange, verb: string): string => {
  const { uid, path } = change.file;
  if (change.kind === 'unreadable') return `! ${uid}  ${path}: ${change.why}`;
  return change.kind === 'changed'
    ? `${verb === 'attach' ? '+' : '-'} ${uid}  ${change.attribute} in ${path}`
    : `= ${uid}  as it was`;
};

const count = (changes: readonly FileChange[], kind: FileChange['kind']): number =>
  changes.filter((change) => change.kind === kind).length;

const words = (number: number): string => (number === 1 ? '1 block' : `${number} blocks`);

const run = (): number => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'string', default: '.' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || (command === undefined && rest.length === 0)) {
    console.log(USAGE);
    return 0;
  }
  if ((command !== 'attach' && command !== 'detach') || rest.length > 0) {
    console.error(`There is no command "${positionals.join(' ')}".\n\n${USAGE}`);
    return 2;
  }
  const app = readApp(resolve(values.dir));
  if (!app) {
    console.error(
      `${resolve(values.dir)} is not a Strapi app: expected a package.json with @strapi/strapi, and src/.`,
    );
    return 1;
  }
  const changes = command === 'attach' ? attachAll(app) : detachAll(app);
  for (const change of changes) {
    if (change.kind === 'changed' && !values['dry-run'])
      writeFileSync(join(app.root, change.file.path), change.text);
    if (change.kind !== 'as-it-was' || command === 'attach') console.log(line(change, command));
  }
  const changed = count(changes, 'changed');
  console.log(
    values['dry-run']
      ? `${words(changed)} would change. Nothing was written.`
      : `${words(changed)} changed. ${changed > 0 ? 'Restart Strapi.' : ''}`.trim(),
  );
  if (command === 'detach' && changed > 0)
    console.log(
      'From then on everybody sees what these blocks held back: unpublish what must stay hidden first.',
    );
  return count(changes, 'unreadable') > 0 ? 1 : 0;
};

/** Commands that read their own arguments. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  export: exportFolder,
  import: async (args) => {
    if (namesFolder(args)) return importFolder(args);
    const code = await importFile(args);
    if (args.includes('--help') || args.includes('-h')) console.log(`\n${IMPORT_FOLDER_USAGE}`);
    return code;
  },
};

const main = async (): Promise<number> => {
  const [command = '', ...args] = process.argv.slice(2);
  return Object.hasOwn(COMMANDS, command) ? COMMANDS[command]!(args) : run();
};

main()
  .catch((error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  })
  .then((code) => {
    process.exitCode = code;
  });
