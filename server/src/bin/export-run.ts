import { changeFolder, exportFiles, faultLine, folderChanges, readFolder, type FolderChange } from '../files';
import { EXPORT_USAGE } from './folder-command';
import { runOnFolder } from './folder-run';

const line = ({ path, verb }: FolderChange): string =>
  ({
    write: `+ ${path}`,
    change: `~ ${path}`,
    delete: `- ${path}`,
    keep: `? ${path}: it is no more there; --prune deletes the file`,
  })[verb];

/** `attune export`: answers the exit code. */
export const exportFolder = (args: readonly string[]): Promise<number> =>
  runOnFolder('export', args, EXPORT_USAGE, async ({ folder, dryRun, prune }, house) => {
    const { texts, standing, mirrors, unpublished, faults } = exportFiles(house);
    const changes = folderChanges(readFolder(folder), texts, standing, prune);
    if (!dryRun) changeFolder(folder, texts, changes);
    for (const change of changes) console.log(line(change));
    for (const name of mirrors) console.log(`. ${name} is left out: it mirrors a list of a CRM`);
    for (const name of unpublished) console.log(`. ${name} is written as its draft, which is not published`);
    for (const fault of faults) console.log(faultLine(fault));
    const { emails, groups, segments, flows } = house;
    const written = changes.filter(({ verb }) => verb === 'write' || verb === 'change').length;
    console.log(
      `${segments.length} segments, ${groups.length} saved groups, ${flows.length} flows, ${emails.length} e-mails in ${texts.size} files: ` +
        `${written} ${dryRun ? 'would be written' : 'written'}, the others as they were.`,
    );
    return faults.length > 0 ? 1 : 0;
  });
