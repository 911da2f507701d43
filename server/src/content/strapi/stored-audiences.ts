import type { UID } from '@strapi/strapi';

import { EXPERIENCE_FIELD, readAudience, readExperience, type Audience } from '../../../../plugin/src';
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
}

/** Reads every audience of blocks and of entries' variants, drafts and published, in every locale. */
export const createStoredAudiences = ({ strapi }: Rim, parents: ReturnType<typeof createParents>) => {
  const ofBlocks = async (): Promise<StoredAudience[]> => {
    const found: StoredAudience[] = [];
    for (const field of parents.withAudience()) {
      const { uid, attribute } = field;
      const componentName = strapi.components[uid as UID.Component]?.info.displayName ?? uid;
      for (const { id, [attribute]: stored } of await rowsWith(strapi, field)) {
        const audience = readAudience(stored);
        if (audience) found.push({ uid, id, audience, component: uid, componentName });
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
            });
        }
      }
    }
    return found;
  };

  return { ofBlocks, ofVariants };
};
