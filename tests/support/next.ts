import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { freePort } from './free-port';

export interface RunningNext {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

export type StartedNext = RunningNext | { readonly skipped: string };

const ROOT = dirname(dirname(__dirname));
const START_MS = 60_000;
const run = promisify(execFile);

/** Of the package as others install it, what a website's server needs. */
const addPackage = (home: string): void => {
  const folder = join(home, 'node_modules', 'strapi-plugin-attune');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  cpSync(join(ROOT, 'dist', 'site'), join(folder, 'dist', 'site'), { recursive: true });
};

/**
 * Installs, builds and starts a Next.js app with a React of its own, in a folder of its own: it is no package of ours.
 * Answers why it cannot where npm cannot fetch it. `from` is the app's folder.
 */
export const startNext = async (
  from: string,
  settings: Readonly<Record<string, string>>,
): Promise<StartedNext> => {
  const home = mkdtempSync(join(tmpdir(), 'attune-next-'));
  const forget = () => rmSync(home, { recursive: true, force: true });
  cpSync(from, home, { recursive: true });
  const own = { NODE_ENV: 'production' as const, NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' };
  const env = { ...process.env, ...own, ...settings };
  const cli = join(home, 'node_modules', 'next', 'dist', 'bin', 'next');
  const options = { cwd: home, env };
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], options);
  } catch {
    forget();
    return { skipped: 'npm cannot fetch Next.js.' };
  }
  addPackage(home);
  await run(process.execPath, [cli, 'build'], options);
  const port = await freePort();
  const running = spawn(process.execPath, [cli, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    ...options,
    stdio: 'ignore',
  });
  const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
  // The tests' own end must not leave it behind.
  const endWithUs = () => running.kill('SIGTERM');
  process.once('exit', endWithUs);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    process.removeListener('exit', endWithUs);
    running.kill('SIGTERM');
    await exited;
    forget();
  };
  for (let waited = 0; ; waited += 100) {
    if (await fetch(`${url}/content`).catch(() => undefined)) return { url, stop };
    if (running.exitCode !== null || waited >= START_MS) {
      await stop();
      throw new Error('Next.js did not start.');
    }
    await sleep(100);
  }
};
