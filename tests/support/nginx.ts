import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from './free-port';
import { installPackage } from './install-package';

export interface RunningNginx {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

export type StartedNginx = RunningNginx | { readonly skipped: string };

const START_MS = 20_000;
const isRoot = process.getuid?.() === 0;

const find = (): string | undefined =>
  ['/usr/sbin', '/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, 'nginx'))
    .find(existsSync);

/**
 * Starts an nginx of its own with what this file says in its http block, in front of this Strapi; address, port and
 * folder are put in the place of those in the file. Answers why it cannot where there is none and none can be had.
 */
export const startNginx = async (file: string, cmsUrl: string): Promise<StartedNginx> => {
  if (!find()) installPackage('nginx');
  const program = find();
  if (!program) return { skipped: 'nginx is not installed.' };
  const home = mkdtempSync(join(tmpdir(), 'attune-nginx-'));
  const port = await freePort();
  const block = readFileSync(file, 'utf8')
    .replace('/var/cache/nginx/attune', join(home, 'copies'))
    .replace('server 127.0.0.1:1337', `server ${new URL(cmsUrl).host}`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(home, name)};`,
  );
  mkdirSync(join(home, 'logs'));
  writeFileSync(
    join(home, 'nginx.conf'),
    `${isRoot ? 'user root;' : ''} daemon off; worker_processes 1; pid ${join(home, 'pid')};
events { worker_connections 256; }
http { access_log off; ${folders.join(' ')}
${block}}`,
  );
  const running = spawn(
    program,
    ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'logs', 'error.log')],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
  // The tests' own end must not leave it behind.
  const endWithUs = () => running.kill('SIGTERM');
  process.once('exit', endWithUs);
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 100) {
    if (await fetch(url).catch(() => undefined)) break;
    if (running.exitCode !== null || waited >= START_MS)
      throw new Error(`nginx did not start: ${readFileSync(join(home, 'logs', 'error.log'), 'utf8')}`);
    await sleep(100);
  }
  return {
    url,
    async stop() {
      process.removeListener('exit', endWithUs);
      running.kill('SIGTERM');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
};
