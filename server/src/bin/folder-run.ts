import { CallFault, createCall, MovedFault, readHouse, type House } from '../files';
import { readFolderRequest, type FolderRequest } from './folder-command';
import { UsageFault } from './import-command';

type Call = ReturnType<typeof createCall>;

/** Reads the arguments and the house, and answers an exit code for whatever goes wrong before anything is written. */
export const runOnFolder = async (
  command: 'export' | 'import',
  args: readonly string[],
  usage: string,
  run: (request: FolderRequest, house: House, call: Call) => Promise<number>,
): Promise<number> => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return 0;
  }
  try {
    const request = readFolderRequest(command, args, process.env);
    const call = createCall(request.url, request.token);
    return await run(request, await readHouse(call), call);
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    if (error instanceof UsageFault || code.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${message}\n\n${usage}`);
      return 2;
    }
    if (error instanceof CallFault || error instanceof MovedFault) {
      console.error(message);
      const isRefused = error instanceof CallFault && (error.status === 401 || error.status === 403);
      return isRefused ? 2 : 3;
    }
    // The folder cannot be read or written.
    if (code === '') throw error;
    console.error(message);
    return 2;
  }
};
