import type { UID } from '@strapi/strapi';

import {
  isLimited,
  PluginError,
  readAudience,
  type Audience,
  type LimitedBlock,
} from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import { readEntries } from './entry-places';
import { createParents, type Parent } from './parents';
import { rowsWith } from './rows-with';

/** What removing the plugin would make public, and the two ways out. */
export interface Limited {
  list(): Promise<LimitedBlock[]>;
  free(component: string, id: number): Promise<boolean>;
  unpublish(contentType: string, documentId: string, locale: string | null | undefined): Promise<boolean>;
}

const wordsOf = (audience: Audience | undefined): LimitedBlock['audience'] => {
  if (!audience) return null;
  const { show, segments, from, until, slot } = audience;
  return { show, segments: [...segments], from, until, slot };
};

export const createLimited = (rim: Rim): Limited => {
  const { strapi } = rim;
  const parents = createParents(rim);

  const limitedRows = async (): Promise<ReadonlyMap<Parent, Audience | undefined>> => {
    const found = new Map<Parent, Audience | undefined>();
    for (const field of parents.withAudience()) {
      const { uid, attribute } = field;
      for (const { id, [attribute]: stored } of await rowsWith(strapi, field)) {
        const audience = readAudience(stored);
        if (isLimited(audience)) found.set({ uid, id, origin: { uid, id } }, audience ?? undefined);
      }
    }
    return found;
  };

  return {
    async list() {
      const rows = await limitedRows();
      const audiences = new Map([...rows].map(([{ uid, id }, audience]) => [`${uid}:${id}`, audience]));
      const blocks: LimitedBlock[] = [];
      for (const [uid, entries] of await parents.entriesOf([...rows.keys()])) {
        const known = await readEntries(rim, uid, [...new Set(entries.map(({ id }) => id))]);
        const model = strapi.contentType(uid as UID.ContentType);
        for (const { id, origin } of entries) {
          const entry = known.get(id);
          if (!entry) continue;
          const audience = audiences.get(`${origin.uid}:${origin.id}`);
          blocks.push({
            ...entry,
            id: origin.id,
            component: origin.uid,
            componentName: strapi.components[origin.uid as UID.Component]?.info.displayName ?? origin.uid,
            block: audience?.key ?? '',
            audience: wordsOf(audience),
            mayUnpublish: model.options?.draftAndPublish === true,
          });
        }
      }
      return blocks;
    },

    async free(component, id) {
      const attribute = parents.withAudience().find(({ uid }) => uid === component)?.attribute;
      if (attribute === undefined)
        throw new PluginError('not-found', `"${component}" is no component with an audience.`);
      const query = strapi.db.query(component as UID.Schema);
      return (await query.update({ where: { id }, data: { [attribute]: null } })) !== null;
    },

    async unpublish(contentType, documentId, locale) {
      const model = strapi.contentTypes[contentType as UID.ContentType];
      if (!model?.options?.draftAndPublish)
        throw new PluginError('invalid', `"${contentType}" is no content type with drafts.`, {
          path: 'contentType',
        });
      const { entries } = await strapi
        .documents(contentType as UID.ContentType)
        .unpublish({ documentId, ...(locale ? { locale } : {}) });
      return entries.length > 0;
    },
  };
};
