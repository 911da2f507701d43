import { parseArgs } from 'node:util';

import { UsageFault } from './import-command';

export const DETACH_USAGE = `attune detach

  Takes the fields out of the schema files; do this before removing the plugin. First it asks a running Strapi which
  blocks are held back from somebody, and what is to become of each that is published: free it, so that everyone sees
  it, or unpublish its entry. Only when none is left are the fields taken out.

  --list                say which blocks these are, and change nothing
  --free                free all of them
  --unpublish           unpublish the entries they stand in
  --offline             ask nobody, and take the fields out: everybody then sees every block that is published

  --url <address>       of Strapi (default: $ATTUNE_URL, else http://localhost:1337)
  --token <token>       an admin token of Strapi with the permission content.detach (default: $ATTUNE_ADMIN_TOKEN)
  --dir <folder>        the Strapi app (default: here)
  --dry-run             say what would change, and change nothing

  Exit codes: 0 done; 1 blocks are left that are held back, or a file could not be read, and no field was taken out of
  it; 2 wrong arguments or token; 3 Strapi could not be read.`;

/** What becomes of a block that is published and held back from somebody. */
export type Choice = 'free' | 'unpublish';

export interface DetachRequest {
  /** `ask`: each by itself. */
  readonly way: Choice | 'list' | 'offline' | 'ask';
  readonly url: string;
  readonly token: string;
  readonly dir: string;
  readonly dryRun: boolean;
}

const WAYS = ['list', 'free', 'unpublish', 'offline'] as const;

/** Reads the words after `attune detach`. Throws a UsageFault. */
export const readDetachRequest = (args: readonly string[], env: NodeJS.ProcessEnv): DetachRequest => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      list: { type: 'boolean' },
      free: { type: 'boolean' },
      unpublish: { type: 'boolean' },
      offline: { type: 'boolean' },
      url: { type: 'string', default: env.ATTUNE_URL ?? 'http://localhost:1337' },
      token: { type: 'string', default: env.ATTUNE_ADMIN_TOKEN ?? '' },
      dir: { type: 'string', default: '.' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [way = 'ask', ...more] = WAYS.filter((one) => values[one]);
  if (more.length > 0) throw new UsageFault('Wanted one of --list, --free, --unpublish and --offline.');
  if (!/^https?:\/\//.test(values.url)) throw new UsageFault('--url: wanted http://… or https://….');
  if (way !== 'offline' && values.token === '')
    throw new UsageFault('Wanted an admin token: --token or ATTUNE_ADMIN_TOKEN.');
  return { way, url: values.url, token: values.token, dir: values.dir, dryRun: values['dry-run'] };
};
