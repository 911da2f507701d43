import type { Core } from '@strapi/strapi';

/** Puts a row of the media library there, without a file behind it. */
export const makeFile = async (strapi: Core.Strapi, name: string): Promise<number> => {
  const { id } = (await strapi.db.query('plugin::upload.file').create({
    data: {
      documentId: `file${Math.random().toString(36).slice(2).padEnd(20, '0')}`,
      name,
      alternativeText: `alt of ${name}`,
      hash: name,
      ext: '.png',
      mime: 'image/png',
      size: 1.5,
      url: `/uploads/${name}.png`,
      provider: 'local',
      folderPath: '/',
      formats: { small: { url: `/uploads/small_${name}.png` } },
      publishedAt: new Date(),
    } as never,
  })) as { id: number };
  return id;
};
