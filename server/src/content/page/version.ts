import { createHash } from 'node:crypto';

import type { Page } from './page';

/**
 * A name of the whole page, all variants and audiences in it: two pages of one name show the same to whoever gets the
 * same word. 32 hexadecimal digits.
 */
export const versionOf = ({ parts, tail }: Page): string =>
  createHash('sha256')
    .update(JSON.stringify([parts, tail]))
    .digest('hex')
    .slice(0, 32);
