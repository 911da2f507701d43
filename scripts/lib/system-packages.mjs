import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { step } from './progress.mjs';
import { run } from './run.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const POSTGRES = '/usr/lib/postgresql';

const onPath = (names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

export const findChromium = () =>
  [process.env.CHROMIUM_PATH, onPath(CHROMIUM), MAC].find((file) => file && existsSync(file));

export const findPostgres = () =>
  onPath(['initdb']) ?? (existsSync(POSTGRES) && readdirSync(POSTGRES).length > 0 ? POSTGRES : undefined);

export const findMariadb = () =>
  onPath(['mariadbd']) ?? ['/usr/sbin/mariadbd'].find((file) => existsSync(file));

const findNginx = () => onPath(['nginx']) ?? ['/usr/sbin/nginx'].find((file) => existsSync(file));

export const findRedis = () => onPath(['redis-server', 'valkey-server']);

const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Installs these Debian packages; false when that is not possible here, and the tests say what they miss. */
const aptInstall = (packages) =>
  step(`Installing ${packages.join(' and ')} (Debian packages)`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    const { code } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
    return code === 0;
  });

/** Finds Chromium, PostgreSQL, MariaDB, nginx and Redis or fetches them where that is allowed. Answers what is there, and what is not, with why. */
export const provideForTests = async () => {
  const wanted = [
    { name: 'Chromium', find: findChromium, packages: ['chromium'] },
    { name: 'PostgreSQL', find: findPostgres, packages: ['postgresql'] },
    { name: 'MariaDB', find: findMariadb, packages: ['mariadb-server'] },
    { name: 'nginx', find: findNginx, packages: ['nginx'] },
    { name: 'Redis', find: findRedis, packages: ['redis-server'] },
  ];
  const missing = wanted.filter(({ find }) => !find());
  if (missing.length > 0 && canInstall()) await aptInstall(missing.flatMap(({ packages }) => packages));
  return {
    chromium: findChromium(),
    missing: wanted
      .filter(({ find }) => !find())
      .map(({ name }) => `${name}: not installed, and only root on Debian may install it from here`),
  };
};
