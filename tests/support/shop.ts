import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface ShopOptions {
  /** Builds Strapi's admin panel too, unless it is built: a minute or two. */
  readonly panel?: boolean;
  /** How many customers the shop has a history of; none: nothing is seeded, there is the shop's content alone. */
  readonly customers?: number;
}

export interface OpenShop {
  readonly siteUrl: string;
  readonly cmsUrl: string;
  /** The admin API as the panel uses it. */
  api<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  readonly mailbox: { to(address: string): Promise<readonly { readonly subject: string }[]> };
  stop(): Promise<void>;
}

/** The scripts are plain JavaScript, so that they run before anything is installed: their shapes are told here. */
const load = async <Module>(...path: readonly string[]): Promise<Module> =>
  (await import(pathToFileURL(join(root, ...path)).href)) as Module;

interface Scripts {
  openShop(options: object): Promise<{
    readonly cms: { readonly url: string };
    readonly website: { readonly url: string };
    readonly mailbox: OpenShop['mailbox'];
    stop(): Promise<void>;
  }>;
  freePorts(count: number): Promise<readonly number[]>;
  buildPanel(root: string): Promise<unknown>;
  seedRing(options: object): Promise<unknown>;
  logInAdmin(cmsUrl: string): Promise<OpenShop['api']>;
}

/** Opens the example shop on free ports with fresh data, seeded as `npm start` does it. */
export const openShop = async ({ panel = false, customers = 20 }: ShopOptions = {}): Promise<OpenShop> => {
  const scripts: Scripts = {
    ...(await load<Pick<Scripts, 'openShop'>>('scripts/lib/shop.mjs')),
    ...(await load<Pick<Scripts, 'freePorts'>>('scripts/lib/ports.mjs')),
    ...(await load<Pick<Scripts, 'buildPanel'>>('scripts/lib/prepare.mjs')),
    ...(await load<Pick<Scripts, 'seedRing'>>('examples/shop/seed/index.mjs')),
    ...(await load<Pick<Scripts, 'logInAdmin'>>('examples/shop/seed/http.mjs')),
  };
  if (panel) await scripts.buildPanel(root);
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-shop-'));
  const [cms, site, mail, smtp, crm] = await scripts.freePorts(5);
  const shop = await scripts.openShop({ root, ports: { cms, site, mail, smtp, crm }, dataDir, panel });
  const stop = async (): Promise<void> => {
    await shop.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    if (customers > 0) await scripts.seedRing({ cmsUrl: shop.cms.url, dataDir, customers });
    return {
      siteUrl: shop.website.url,
      cmsUrl: `http://localhost:${cms}`,
      api: await scripts.logInAdmin(shop.cms.url),
      mailbox: shop.mailbox,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
