import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Core } from '@strapi/strapi';

// Strapi's ES modules import folders, which Node refuses: its CommonJS build is the one that runs everywhere.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi') as typeof import('@strapi/strapi');

const testApp = join(dirname(fileURLToPath(import.meta.url)), 'app');

export const TEST_KEYS = {
  browser: 'test-browser-key',
  browserSecret: 'test-browser-secret',
  server: 'test-server-key',
} as const;

export interface BootOptions {
  /** The plugin's configuration; the test keys are added to it. */
  readonly config?: Record<string, unknown>;
  readonly graphql?: boolean;
  /** The path of a CommonJS module that exports the list. */
  readonly extensions?: string;
  /** `config/middlewares`, in place of the app's own. */
  readonly middlewares?: readonly unknown[];
  /** Another plugin that keeps answers, and its settings. */
  readonly cache?: {
    readonly plugin: 'strapi-cache' | 'rest-cache';
    readonly config?: Record<string, unknown>;
  };
  /** Where Strapi tells of its use, which it does not in other tests. */
  readonly telemetryUrl?: string;
  /** When and by which way another plugin, which stands before this one, refuses requests: see `gate/`. */
  readonly gate?: string;
  /** `postgres://…`: the default is a fresh SQLite file. */
  readonly postgresUrl?: string;
  /** The folder of a copy of the test app that serves the admin panel, which stands in it under `build`. */
  readonly panelApp?: string;
  /** Boot again on the data of an earlier boot. */
  readonly again?: Pick<BootedStrapi, 'dataDir' | 'postgresUrl'>;
}

export interface BootedStrapi {
  readonly strapi: Core.Strapi;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly dataDir: string;
  readonly postgresUrl: string | undefined;
  /** Ends Strapi; deletes the data unless told to keep it. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

/** How a suite gets its Strapi: on whichever database it is played. */
export type Boot = (options?: BootOptions) => Promise<BootedStrapi>;

/** Boots a real Strapi with the built plugin on a free port. Run `npm run build:server` before. */
export const bootStrapi: Boot = async (options = {}) => {
  const { postgresUrl } = options.again ?? options;
  const appDir = options.panelApp ?? testApp;
  const dataDir = options.again?.dataDir ?? mkdtempSync(join(tmpdir(), 'attune-test-'));
  Object.assign(process.env, {
    NODE_ENV: 'test',
    STRAPI_TELEMETRY_DISABLED: String(options.telemetryUrl === undefined),
    STRAPI_ANALYTICS_URL: options.telemetryUrl ?? '',
    ATTUNE_TEST_GRAPHQL: String(options.graphql ?? false),
    ATTUNE_TEST_MIDDLEWARES: JSON.stringify(options.middlewares ?? null),
    ATTUNE_TEST_CACHE: options.cache?.plugin ?? '',
    ATTUNE_TEST_CACHE_CONFIG: JSON.stringify(options.cache?.config ?? {}),
    ATTUNE_TEST_GATE: options.gate ?? '',
    ATTUNE_TEST_CONFIG: JSON.stringify(withKeys(options.config ?? {})),
    ATTUNE_TEST_PANEL: String(options.panelApp !== undefined),
    ATTUNE_TEST_EXTENSIONS: options.extensions ?? '',
    DATABASE_CLIENT: postgresUrl ? 'postgres' : 'sqlite',
    DATABASE_URL: postgresUrl ?? '',
    DATABASE_FILENAME: join(dataDir, 'data.db'),
    PORT: '0',
  });
  const strapi = createStrapi({ appDir, distDir: appDir });
  // Strapi tells nothing of an app without a name.
  if (options.telemetryUrl) strapi.config.set('uuid', 'attune-test');
  strapi.log.level = process.env.LOG_LEVEL ?? 'error';
  // Not `start()`: it would end the process, and with it the reason, when the boot fails.
  await strapi.load();
  strapi.server.mount();
  await new Promise<void>((resolve) => strapi.server.listen(0, '127.0.0.1', () => resolve()));
  const server = strapi.server.httpServer as Server;
  const { port } = server.address() as AddressInfo;
  return {
    strapi,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    postgresUrl,
    async stop({ keep = false } = {}) {
      await destroyQuietly(strapi);
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const withKeys = (config: Record<string, unknown>) => {
  const ingest = (config.ingest ?? {}) as Record<string, unknown>;
  return {
    ...config,
    ingest: {
      writeKeys: [
        { name: 'test browser', kind: 'browser', key: TEST_KEYS.browser, secret: TEST_KEYS.browserSecret },
        { name: 'test server', kind: 'server', key: TEST_KEYS.server },
      ],
      ...ingest,
    },
  };
};

/** Strapi's destroy removes every listener of the process, the test runner's among them. */
const destroyQuietly = async (strapi: Core.Strapi): Promise<void> => {
  const removeAllListeners = process.removeAllListeners.bind(process);
  process.removeAllListeners = () => process;
  try {
    await strapi.destroy();
  } finally {
    process.removeAllListeners = removeAllListeners;
  }
};
