import { existsSync } from 'node:fs';

import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumPath = PLACES.find((path) => path !== undefined && existsSync(path));

/** Why browser tests cannot run here; undefined where they can. */
export const noChromium = chromiumPath
  ? undefined
  : 'There is no Chromium here, and CHROMIUM_PATH names none.';

/** A headless Chromium. As root it runs without its sandbox, which refuses root. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

/** Asks for a frame now and then, as a screen does. */
const KEEP_DRAWING = 'setInterval(() => requestAnimationFrame(() => undefined), 100)';

/**
 * A window with cookies of its own. It asks for less motion, which Strapi's design system heeds: what slides in is
 * there at once, so that on a busy machine no click falls where something stood a moment ago. And it keeps drawing:
 * after a click a headless Chromium has no idle moment until it draws, and Strapi puts up some of its buttons in one.
 */
export const openWindow = async (
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> => {
  const window = await browser.newContext({ reducedMotion: 'reduce', ...options });
  await window.addInitScript(KEEP_DRAWING);
  return window;
};
