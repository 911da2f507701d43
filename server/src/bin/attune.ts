import { detachAll } from './detach-run';
import { exportFolder } from './export-run';
import { IMPORT_FOLDER_USAGE, namesFolder } from './folder-command';
import { UsageFault } from './import-command';
import { importFolder } from './import-folder-run';
import { importFile } from './import-run';
import { attachFields } from './schema-run';
import { runWorker } from './worker-run';

const USAGE = `attune <command> [options]

  attach    gives every block of a dynamic zone the field that says who sees it: attune attach --help
  detach    takes our fields out again, before the plugin is removed: attune detach --help
  export    writes segments, flows and e-mails of a running Strapi as files: attune export --help
  import    brings such files into another Strapi, or a file of history: attune import --help
  worker    does what is due, apart from the web instances: attune worker --help`;

/** Each reads its own arguments and answers the exit code. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  attach: attachFields,
  detach: detachAll,
  export: exportFolder,
  worker: runWorker,
  import: async (args) => {
    if (namesFolder(args)) return importFolder(args);
    const code = await importFile(args);
    if (args.includes('--help') || args.includes('-h')) console.log(`\n${IMPORT_FOLDER_USAGE}`);
    return code;
  },
};

const main = async (): Promise<number> => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined || command === '--help' || command === '-h') {
    console.log(USAGE);
    return 0;
  }
  if (Object.hasOwn(COMMANDS, command)) return COMMANDS[command]!(args);
  console.error(`There is no command "${command}".\n\n${USAGE}`);
  return 2;
};

main()
  .catch((error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return error instanceof UsageFault ? 1 : 2;
  })
  .then((code) => {
    process.exitCode = code;
  });
