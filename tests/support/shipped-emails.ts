import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How many mails Attune brings along and stores at the first start. */
export const SHIPPED_EMAILS = readdirSync(join(import.meta.dirname, '../../templates/emails')).length;
