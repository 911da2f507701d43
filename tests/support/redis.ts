import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';

import { freePort } from './free-port';

export interface RunningRedis {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

const START_MS = 15_000;
const NAMES = ['redis-server', 'valkey-server'];

const answers = async (port: number): Promise<boolean> => {
  const probe = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    return (await probe.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    probe.disconnect();
  }
};

/** A Redis of its own on a free port of the loopback, keeping nothing on disk; or why there is none. */
export const startRedis = async (): Promise<RunningRedis | { readonly skipped: string }> => {
  const program = NAMES.find((name) => spawnSync(name, ['--version']).status === 0);
  if (!program) return { skipped: 'no redis-server here' };
  const dir = mkdtempSync(join(tmpdir(), 'attune-redis-'));
  const port = await freePort();
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  for (let waited = 0; !(await answers(port)); waited += 100) {
    if (waited >= START_MS) throw new Error(`${program} does not answer.`);
    await sleep(100);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
