import type { Core } from '@strapi/strapi';

import type { FileStore } from '..';
import { chunksOf } from '../../strapi/database';

interface Row {
  readonly id: number;
  readonly [attribute: string]: unknown;
}

interface FileService {
  signFileUrls(file: Row): Promise<Row>;
}

const FILE = 'plugin::upload.file';

/** Reads files as Strapi's own answers print them: without what is private, and signed where the provider is. */
export const createFileRows = (strapi: Core.Strapi): FileStore => ({
  async load(ids) {
    const service = strapi.plugin('upload')?.service('file') as FileService | undefined;
    const files = new Map<number, Row>();
    for (const chunk of chunksOf(ids)) {
      const rows = (await strapi.db.query(FILE).findMany({ where: { id: { $in: chunk } } })) as Row[];
      for (const row of rows) {
        const signed = (await service?.signFileUrls(row)) ?? row;
        const shown = await strapi.contentAPI.sanitize.output(signed, strapi.contentType(FILE), {});
        files.set(row.id, shown as unknown as Row);
      }
    }
    return files;
  },
});
