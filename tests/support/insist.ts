import type { Locator } from 'playwright-core';

/** Long enough for what is there at once. */
const APPEARS_WITHIN = 3_000;
const TRIES = 5;

/**
 * Does it until what it leads to is there, on screens that may be put up again by themselves: what was pressed or ticked
 * on the one before is forgotten then.
 */
export const insist = async (act: () => Promise<void>, sign: Locator): Promise<void> => {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    await act();
    const appeared = sign.waitFor({ timeout: APPEARS_WITHIN }).then(
      () => true,
      () => false,
    );
    if (await appeared) return;
  }
  throw new Error(`It did not lead to ${String(sign)}.`);
};
