import type { Page } from 'playwright-core';

import { insist } from './insist';

/** Opens who sees the block or variant whose line stands first (or last) on the page. */
export const openAudience = async (page: Page, which: 'first' | 'last' = 'first'): Promise<void> => {
  const line = page.getByRole('button', { name: /^Shown to/ })[which]();
  await insist(() => line.click(), line.and(page.getByRole('button', { expanded: true })));
};
