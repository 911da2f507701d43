import type { Page } from 'playwright-core';

/** Long enough for a line that opens at once. */
const OPENS_WITHIN = 3_000;
const PRESSES = 5;

/**
 * Opens who sees the block or variant whose line stands first (or last) on the page. A block's fields slide in, and
 * on a busy machine a click may fall where the line stood a moment ago: it is pressed again until it is open.
 */
export const openAudience = async (page: Page, which: 'first' | 'last' = 'first'): Promise<void> => {
  const line = page.getByRole('button', { name: /^Shown to/ })[which]();
  const opened = line.and(page.getByRole('button', { expanded: true }));
  for (let press = 1; press <= PRESSES; press += 1) {
    await line.click();
    const isOpen = opened.waitFor({ timeout: OPENS_WITHIN }).then(
      () => true,
      () => false,
    );
    if (await isOpen) return;
  }
  throw new Error('The line "Shown to" did not open.');
};
