import { cartsTables } from '../carts/strapi/tables';
import { connectorsTables } from '../connectors/strapi/tables';
import { contentTables } from '../content/strapi/tables';
import { emailsTables } from '../emails/strapi/tables';
import { eventsTables } from '../events/strapi/tables';
import { flowsTables } from '../flows/strapi/tables';
import { privacyTables } from '../privacy/strapi/tables';
import { profilesTables } from '../profiles/strapi/tables';
import { segmentsTables } from '../segments/strapi/tables';
import { settingsTables } from '../settings/strapi/tables';
import type { SliceTables } from './tables';

/** Every table of ours, slice by slice. */
export const allTables: readonly SliceTables[] = [
  settingsTables,
  profilesTables,
  privacyTables,
  eventsTables,
  cartsTables,
  segmentsTables,
  contentTables,
  emailsTables,
  connectorsTables,
  flowsTables,
];
