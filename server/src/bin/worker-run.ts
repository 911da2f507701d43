import { createRequire } from 'node:module';
import { join } from 'node:path';

import { readApp } from './strapi-app';

export const WORKER_USAGE = `attune worker

  Runs this Strapi without its web server: it does what is due in flows, segments and the outbox, and sends mails.
  Run it in the app's folder with the same environment as the web instances, as often as you like; they may hand
  their work out with queue: { redis: '…', work: false } in the plugin's configuration. SIGTERM ends it in peace.`;

interface StrapiModule {
  compileStrapi(): Promise<object>;
  createStrapi(context: object): { load(): Promise<unknown> };
}

/** Strapi itself ends the process in order at SIGTERM and SIGINT; those alone keep none alive. */
const untilItEnds = (): Promise<never> => new Promise(() => setInterval(() => undefined, 60_000));

/** `attune worker`: answers an exit code only where it cannot begin. */
export const runWorker = async (args: readonly string[]): Promise<number> => {
  if (args.length > 0) {
    console.log(WORKER_USAGE);
    return args.includes('--help') || args.includes('-h') ? 0 : 2;
  }
  if (!readApp(process.cwd())) {
    console.error(`There is no Strapi app in ${process.cwd()}. Go to its folder first.`);
    return 2;
  }
  process.env.ATTUNE_WORKER = 'true';
  const { compileStrapi, createStrapi } = createRequire(join(process.cwd(), 'package.json'))(
    '@strapi/strapi',
  ) as StrapiModule;
  await createStrapi(await compileStrapi()).load();
  console.log('The worker works. SIGTERM or Ctrl-C ends it.');
  return untilItEnds();
};
