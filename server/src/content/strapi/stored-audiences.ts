import type { UID } from '@strapi/strapi';

import { EXPERIENCE_FIELD, readAudience, readExperience, type Audience } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import type { createParents } from './parents';

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

interface Row {
  readonly id: number;
  readonly [attribute: string]: unknown;
}

/** Reads every audience of blocks and of entries' variants, drafts and published, in every locale. */
export const createStoredAudiences = ({ strapi }: Rim, parents: ReturnType<typeof createParents>) => {
  const rowsOf = async (uid: string, attribute: string): Promise<Row[]> =>
    (await strapi.db
      .query(uid as UID.Schema)
      .findMany({ select: ['id', attribute], where: { [attribute]: { $notNull: true } } })) as Row[];

  const ofBlocks = async (): Promise<StoredAudience[]> => {
    const found: StoredAudience[] = [];
    for (const { uid, attribute } of parents.withAudience()) {
      const componentName = strapi.components[uid as UID.Component]?.info.displayName ?? uid;
      for (const { id, [attribute]: stored } of await rowsOf(uid, attribute)) {
        const audience = readAudience(stored);
        if (audience) found.push({ uid, id, audience, component: uid, componentName });
      }
    }
    return found;
  };

  const ofVariants = async (): Promise<StoredAudience[]> => {
    const found: StoredAudience[] = [];
    for (const { uid, attribute } of parents.withExperience()) {
      for (const { id, [attribute]: stored } of await rowsOf(uid, attribute)) {
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
