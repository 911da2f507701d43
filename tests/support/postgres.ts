import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import knex from 'knex';

import { freePort } from './free-port';
import { installPackage } from './install-package';

export interface RunningPostgres {
  /** `postgres://attune@127.0.0.1:<port>/attune` */
  readonly url: string;
  /** An empty database in the same server, for a second suite. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

export type StartedPostgres = RunningPostgres | { readonly skipped: string };

const DEBIAN = '/usr/lib/postgresql';
const START_MS = 30_000;
const isRoot = process.getuid?.() === 0;

const binaries = (): string | undefined => {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const folders = [...versions, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((dir) => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'postgres')));
};

/** PostgreSQL refuses to run as root: hand it to the user that Debian made for it, else to nobody. */
const asUser = (command: string, args: readonly string[]): readonly [string, readonly string[]] => {
  if (!isRoot) return [command, args];
  const owner = spawnSync('id', ['-u', 'postgres']).status === 0 ? 'postgres' : 'nobody';
  return ['setpriv', ['--reuid', owner, '--clear-groups', '--', command, ...args]];
};

const run = (command: string, args: readonly string[]): void => {
  const [file, rest] = asUser(command, args);
  const done = spawnSync(file, rest, { encoding: 'utf8', cwd: tmpdir() });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr || String(done.error)}`);
};

const query = async (url: string, sql: string): Promise<void> => {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await db.raw(sql);
  } finally {
    await db.destroy();
  }
};

const waitUntilUp = async (url: string): Promise<void> => {
  for (let waited = 0; ; waited += 100) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (waited >= START_MS) throw error;
      await sleep(100);
    }
  }
};

/**
 * Starts a PostgreSQL of its own on a free port, with its data in a temporary folder, unsafe against power
 * loss and therefore quick. Answers why it cannot where no server is installed and none can be had.
 */
export const startPostgres = async (): Promise<StartedPostgres> => {
  if (!binaries()) installPackage('postgresql');
  const bin = binaries();
  if (!bin) return { skipped: 'No PostgreSQL server (initdb, postgres) is installed.' };

  const home = mkdtempSync(join(tmpdir(), 'attune-postgres-'));
  chmodSync(home, 0o777);
  const data = join(home, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-U', 'attune', '--auth=trust', '-E', 'UTF8', '--no-sync']);
  const port = await freePort();
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=100'];
  const [file, args] = asUser(join(bin, 'postgres'), [
    ...['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', home],
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = spawn(file, args, { stdio: 'ignore', cwd: home });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  // The tests' own end must not leave it behind.
  const endWithUs = () => server.kill('SIGQUIT');
  process.once('exit', endWithUs);

  const urlOf = (name: string) => `postgres://attune@127.0.0.1:${port}/${name}`;
  await waitUntilUp(urlOf('postgres'));
  const createDatabase = async (name: string): Promise<string> => {
    await query(urlOf('postgres'), `create database "${name}"`);
    return urlOf(name);
  };
  return {
    url: await createDatabase('attune'),
    createDatabase,
    async stop() {
      process.removeListener('exit', endWithUs);
      server.kill('SIGINT');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
};
