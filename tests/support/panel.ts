import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Browser, Page } from 'playwright-core';

import { launchChromium, openWindow } from './chromium';
import { bootStrapi, type BootedStrapi } from './strapi';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ADMIN = { email: 'editor@example.com', password: 'Test-admin-1' };

export interface OpenPanel {
  readonly app: BootedStrapi;
  readonly browser: Browser;
  /** Logged in as super admin. */
  readonly page: Page;
  /** `http://localhost:<port>/admin` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Beside node_modules, so that the copy finds Strapi. */
const copyApp = (): string => {
  const copy = join(root, 'node_modules/.cache/attune-panel-app');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(root, 'tests/support/app'), copy, { recursive: true });
  // The panel is the same whatever an app's content types are.
  symlinkSync(join(root, 'examples/shop/build'), join(copy, 'build'));
  cpSync(join(root, 'examples/shop/favicon.png'), join(copy, 'favicon.png'));
  return copy;
};

const makeAdmin = async ({ strapi }: BootedStrapi): Promise<void> => {
  const role = await strapi.service('admin::role').getSuperAdmin();
  const names = { firstname: 'Edit', lastname: 'Or', registrationToken: null, isActive: true };
  await strapi.service('admin::user').create({ ...ADMIN, ...names, roles: [role.id] });
};

/** The test app with the admin panel in a browser. Builds the package and the panel, unless they are built. */
export const openPanel = async (): Promise<OpenPanel> => {
  const { buildPanel } = (await import(pathToFileURL(join(root, 'scripts/lib/prepare.mjs')).href)) as {
    buildPanel(folder: string): Promise<unknown>;
  };
  await buildPanel(root);
  const app = await bootStrapi({ panelApp: copyApp() });
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close();
    await app.stop();
  };
  try {
    await makeAdmin(app);
    browser = await launchChromium();
    const window = await openWindow(browser, { viewport: { width: 1280, height: 1000 } });
    const page = await window.newPage();
    const address = `${app.url.replace('127.0.0.1', 'localhost')}/admin`;
    await page.goto(`${address}/auth/login`);
    await page.evaluate("localStorage.setItem('GUIDED_TOUR_SKIPPED', 'true')");
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('button[type=submit]');
    await page.getByRole('link', { name: 'Attune' }).first().waitFor();
    return { app, browser, page, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
