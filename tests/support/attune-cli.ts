import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist', 'bin', 'attune.js');

export interface CliRun {
  readonly child: ChildProcess;
  /** Null when it was killed. */
  readonly done: Promise<{ readonly code: number | null; readonly text: string }>;
}

/** Runs the built `attune` as a user would. */
export const startAttune = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  /** What is typed into it; nothing is a closed input. */
  typed?: string,
  cwd?: string,
): CliRun => {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(typed ?? '');
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    text: Buffer.concat(chunks).toString('utf8'),
  }));
  return { child, done };
};
