import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import knex from 'knex';

import { freePort } from './free-port';
import { installPackage } from './install-package';

export interface RunningMariadb {
  /** `mysql://attune:attune@127.0.0.1:<port>/attune` */
  readonly url: string;
  /** An empty database in the same server, for a second suite. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

export type StartedMariadb = RunningMariadb | { readonly skipped: string };

const START_MS = 60_000;
const isRoot = process.getuid?.() === 0;

const find = (name: string): string | undefined =>
  ['/usr/sbin', '/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, name))
    .find(existsSync);

const query = async (connection: object, sql: string): Promise<void> => {
  const db = knex({ client: 'mysql2', connection, pool: { min: 0, max: 1 } });
  try {
    await db.raw(sql);
  } finally {
    await db.destroy();
  }
};

const waitUntilUp = async (connection: object): Promise<void> => {
  for (let waited = 0; ; waited += 200) {
    try {
      await query(connection, 'select 1');
      return;
    } catch (error) {
      if (waited >= START_MS) throw error;
      await sleep(200);
    }
  }
};

/**
 * Starts a MariaDB of its own on a free port, with its data in a temporary folder, unsafe against power loss and
 * therefore quick. Answers why it cannot where no server is installed and none can be had.
 */
export const startMariadb = async (): Promise<StartedMariadb> => {
  if (!find('mariadbd')) installPackage('mariadb-server');
  const server = find('mariadbd');
  const prepare = find('mariadb-install-db');
  if (!server || !prepare)
    return { skipped: 'No MariaDB server (mariadbd, mariadb-install-db) is installed.' };

  const home = mkdtempSync(join(tmpdir(), 'attune-mariadb-'));
  chmodSync(home, 0o777);
  const data = join(home, 'data');
  const owner = isRoot ? ['--user=root'] : [];
  const done = spawnSync(
    prepare,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...owner,
    ],
    { encoding: 'utf8', cwd: tmpdir() },
  );
  if (done.status !== 0) throw new Error(`mariadb-install-db failed: ${done.stderr || String(done.error)}`);
  const port = await freePort();
  const running = spawn(
    server,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--socket=${join(home, 'socket')}`,
      `--pid-file=${join(home, 'pid')}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_bin',
      ...owner,
    ],
    { stdio: 'ignore', cwd: home },
  );
  const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
  // The tests' own end must not leave it behind.
  const endWithUs = () => running.kill('SIGKILL');
  process.once('exit', endWithUs);

  const root = { socketPath: join(home, 'socket'), user: 'root' };
  await waitUntilUp(root);
  await query(root, `create user attune@'%' identified by 'attune'`);
  await query(root, `grant all privileges on *.* to attune@'%'`);
  const createDatabase = async (name: string): Promise<string> => {
    await query(root, `create database \`${name}\``);
    return `mysql://attune:attune@127.0.0.1:${port}/${name}`;
  };
  return {
    url: await createDatabase('attune'),
    createDatabase,
    async stop() {
      process.removeListener('exit', endWithUs);
      running.kill('SIGTERM');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
};
