import { spawn } from 'node:child_process';

/**
 * Runs a command and resolves with its exit code and, unless shown, what it printed. `quiet` keeps the output
 * for the case that it fails.
 */
export const run = (command, args, { cwd, env, show = false } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** As `run`, but a failure throws with the end of the output. */
export const must = async (what, command, args, options) => {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${what} failed (${code}).\n${output.slice(-6_000)}`);
  return output;
};
