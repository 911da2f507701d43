import type { Core, UID } from '@strapi/strapi';

import type { Log } from '../../ports';
import type { AttuneConfig } from '../../strapi/config';
import type { Catalogue, CatalogueItem } from '..';

type Entry = Readonly<Record<string, unknown>>;

interface Needs {
  readonly strapi: Core.Strapi;
  readonly config: AttuneConfig['catalogue'];
  readonly siteUrl: string;
  /** Where pictures uploaded to Strapi lie. */
  readonly mediaUrl: () => string;
  readonly log: Log;
}

/** The content type that the configuration names; without one of that name the shop sells nothing. */
export const createStrapiCatalogue = ({ strapi, config, siteUrl, mediaUrl, log }: Needs): Catalogue => {
  const uid = config.type as UID.ContentType;
  const model = strapi.contentTypes[uid];
  const isMedia = model?.attributes[config.image]?.type === 'media';

  const onSite = (path: string): string => {
    try {
      return new URL(path, siteUrl).href;
    } catch {
      return '';
    }
  };
  const pictureOf = (entry: Entry): string => {
    const image = entry[config.image];
    if (typeof image === 'string') return image === '' ? '' : onSite(image);
    const file = (Array.isArray(image) ? image[0] : image) as { url?: string } | null | undefined;
    return file?.url ? new URL(file.url, mediaUrl()).href : '';
  };
  const pageOf = (entry: Entry): string =>
    onSite(
      config.url.replace(/\{(\w+)\}/g, (_whole, field: string) =>
        encodeURIComponent(String(entry[field] ?? '')),
      ),
    );
  const itemOf = (entry: Entry): CatalogueItem => ({
    id: String(entry[config.id]),
    name: String(entry[config.name] ?? ''),
    price: Number(entry[config.price] ?? 0),
    image: pictureOf(entry),
    url: pageOf(entry),
  });

  return {
    cartUrl: onSite(config.cartUrl),
    currency: config.currency,
    async find(ids) {
      if (!model) {
        log.warn('Mails show no items: the content type of `catalogue.type` does not exist.');
        return [];
      }
      const entries = await strapi.documents(uid).findMany({
        filters: { [config.id]: { $in: [...ids] } },
        limit: ids.length,
        ...(model.options?.draftAndPublish ? { status: 'published' as const } : {}),
        ...(isMedia ? { populate: [config.image] } : {}),
      } as never);
      return (entries as readonly Entry[]).map(itemOf);
    },
  };
};
