import type { UID } from '@strapi/strapi';

import {
  blockLabel,
  EXPERIENCE_FIELD,
  labelAttributes,
  readAudience,
  readExperience,
  type Audience,
} from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import type { createParents } from './parents';
import { rowsWith } from './rows-with';

/** An audience that is stored, with the row it stands in: a block's own, or that of the entry whose variant it is. */
export interface StoredAudience {
  readonly uid: string;
  readonly id: number;
  readonly audience: Audience;
  /** `blocks.hero`, or the experience field's name for a variant. */
  readonly component: string;
  /** The component's display name, or what the variant is called. */
  readonly componentName: string;
  /** The first words of a block; empty where it has none. */
  readonly label: string;
}

/** Reads every audience of blocks and of entries' variants, drafts and published, in every locale. */
export const createStoredAudiences = ({ strapi }: Rim, parents: ReturnType<typeof createParents>) => {
  const ofBlocks = async (): Promise<StoredAudience[]> => {
    const found: StoredAudience[] = [];
    for (const field of parents.withAudience()) {
      const { uid, attribute } = field;
      const component = strapi.components[uid as UID.Component];
      const componentName = component?.info.displayName ?? uid;
      const attributes = component?.attributes ?? {};
      for (const row of await rowsWith(strapi, field, labelAttributes(attributes))) {
        const audience = readAudience(row[attribute]);
        const label = blockLabel(row, attributes);
        if (audience) found.push({ uid, id: row.id, audience, component: uid, componentName, label });
      }
    }
    return found;
  };

  const ofVariants = async (): Promise<StoredAudience[]> => {
    const found: StoredAudience[] = [];
    for (const field of parents.withExperience()) {
      const { uid, attribute } = field;
      for (const { id, [attribute]: stored } of await rowsWith(strapi, field)) {
        for (const [at, { name, audience }] of (readExperience(stored)?.variants ?? []).entries()) {
          if (audience)
            found.push({
              uid,
              id,
              audience,
              component: EXPERIENCE_FIELD,
              componentName: name || String(at + 1),
              label: '',
            });
        }
      }
    }
    return found;
  };

  return { ofBlocks, ofVariants };
};
