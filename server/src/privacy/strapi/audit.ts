import type { Rim } from '../../strapi/rim';
import { createAudit, type Audit } from '..';
import { createKnexAuditStore } from './privacy-store';

/** For slices that show or hand out people's data. */
export const composeAudit = ({ transact, secrets, now, newId }: Rim): Audit =>
  createAudit({ store: createKnexAuditStore(), transact, secrets, now, newId });
