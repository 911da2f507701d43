import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Fetches a package of Debian's, where this may be done and can be; whoever asked looks whether it is there. */
export const installPackage = (name: string): void => {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
};
