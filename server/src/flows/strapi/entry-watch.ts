import type { Core } from '@strapi/strapi';

import type { JsonObject } from '../../../../plugin/src';
import type { AttuneConfig } from '../../strapi/config';
import type { Tx } from '../../ports';
import type { Entries } from '..';
import { isPlainField } from './entry-types';
import { createPublicRows, type PublicRow } from './public-rows';

interface Context {
  readonly uid: string;
  readonly action: string;
  readonly params: { readonly documentId?: string; readonly locale?: unknown };
}

const WRITES = new Set(['create', 'update', 'publish']);
const NUMBERS = new Set(['integer', 'biginteger', 'float', 'decimal']);

/**
 * Tells flows of entries that the public sees anew or otherwise than before. What runs inside of it runs in a transaction,
 * where SQLite has no other connection: what of ours reads past Strapi is used before it, at `register()`.
 */
export const watchEntries = (
  strapi: Core.Strapi,
  { type: productType, id: productField }: AttuneConfig['catalogue'],
  entries: Pick<Entries, 'watches' | 'written'>,
): void => {
  const rows = createPublicRows(strapi);
  const fieldsOf = (uid: string, row: PublicRow): JsonObject => {
    const { attributes } = strapi.db.metadata.get(uid);
    const plain = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      const type = (attributes[name] as { type?: string } | undefined)?.type;
      if (!type || !isPlainField(type)) return [];
      return [[name, NUMBERS.has(type) && value !== null ? Number(value) : value]];
    });
    return JSON.parse(JSON.stringify(Object.fromEntries(plain))) as JsonObject;
  };

  const written = async ({ uid, params }: Context, next: () => Promise<unknown>): Promise<unknown> => {
    const rowsOf = async (documentId: string | undefined) =>
      documentId === undefined ? [] : rows.of(uid, documentId, params.locale);
    // The start is kept with what was written, or not at all: a kill loses neither or both.
    return strapi.db.transaction(async ({ trx }) => {
      const before = await rowsOf(params.documentId);
      const answer = await next();
      const documentId = params.documentId ?? (answer as { documentId?: string } | null)?.documentId;
      if (documentId === undefined) return answer;
      const changes = rows.changesIn(before, await rowsOf(documentId)).map(({ before: was, after }) => {
        const product = uid === productType ? after[productField] : null;
        return {
          ...{ type: uid, documentId, before: was && fieldsOf(uid, was), after: fieldsOf(uid, after) },
          productId: typeof product === 'string' || typeof product === 'number' ? String(product) : null,
        };
      });
      await entries.written(trx as unknown as Tx, changes);
      return answer;
    });
  };
  // Every read of an answer comes by here too.
  const watch = (context: Context, next: () => Promise<unknown>): Promise<unknown> =>
    WRITES.has(context.action) && entries.watches(context.uid) ? written(context, next) : next();
  strapi.documents.use(watch as unknown as Parameters<typeof strapi.documents.use>[0]);
};
