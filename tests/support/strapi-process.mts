import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const child = join(dirname(fileURLToPath(import.meta.url)), 'strapi-child.mjs');

export interface SpawnOptions {
  /** The plugin's configuration, keys included: nothing is added to it. */
  readonly config?: Record<string, unknown>;
  /** `postgres://…`: the default is an SQLite file in `dataDir`. */
  readonly postgresUrl?: string;
  /** Start again on the data of an earlier process; the default is a fresh folder. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StrapiProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Ends it at once, as a power cut would, and waits until it is gone. */
  kill9(): Promise<void>;
  /** Ends it as an operator would (SIGTERM) and answers its exit code. */
  stop(): Promise<number | null>;
}

/** What a process of the test app finds in its environment beside what it inherits. */
export const processEnv = (options: SpawnOptions, dataDir: string): Record<string, string> => ({
  NODE_ENV: 'test',
  NODE_OPTIONS: '',
  STRAPI_TELEMETRY_DISABLED: 'true',
  ATTUNE_TEST_GRAPHQL: 'false',
  ATTUNE_TEST_CONFIG: JSON.stringify(options.config ?? {}),
  DATABASE_CLIENT: options.postgresUrl ? 'postgres' : 'sqlite',
  DATABASE_URL: options.postgresUrl ?? '',
  DATABASE_FILENAME: join(dataDir, 'data.db'),
  ...options.env,
});

/** Starts the test app with the built plugin in a process of its own. Run `npm run build:server` before. */
export const spawnStrapi = async (options: SpawnOptions = {}): Promise<StrapiProcess> => {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'attune-process-'));
  const running = fork(child, [], {
    // Without the test runner's own flags and loaders.
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      ...processEnv(options, dataDir),
    },
  });
  const exited = once(running, 'exit') as Promise<[number | null]>;
  const port = await new Promise<number>((resolve, reject) => {
    running.once('message', (message) => resolve((message as { port: number }).port));
    running.once('exit', (code) => reject(new Error(`Strapi ended before it listened (code ${code}).`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (running.exitCode === null && running.signalCode === null) running.kill(signal);
    return (await exited)[0];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    pid: running.pid ?? 0,
    dataDir,
    kill9: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
};
