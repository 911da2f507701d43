import { join } from 'node:path';

import { startAttune } from './attune-cli';
import { processEnv, type SpawnOptions, type StrapiProcess } from './strapi-process.mjs';

const app = join(import.meta.dirname, 'app');

/** A process that can be ended at any moment, as a power cut would. */
export type Killable = Pick<StrapiProcess, 'kill9' | 'stop'>;

/** `npx attune worker` in the test app, on a server's database; it works when this resolves. Build the server before. */
export const spawnWorker = async (
  options: SpawnOptions & { readonly dataDir: string },
): Promise<Killable> => {
  const { child, done } = startAttune(['worker'], processEnv(options, options.dataDir), '', app);
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('The worker works')) resolve();
    });
    void done.then((ended) => reject(new Error(`The worker ended before it worked: ${ended.text}`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await done).code;
  };
  return {
    async kill9() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
};
