import type { Core, UID } from '@strapi/strapi';

import type { JsonObject } from '../../../../plugin/src';
import type { AttuneConfig } from '../../strapi/config';
import type { Log } from '../../ports';
import type { Entries } from '..';
import { isPlainField } from './entry-types';

interface Context {
  readonly uid: string;
  readonly action: string;
  readonly params: { readonly documentId?: string; readonly locale?: string };
}

type Row = Readonly<Record<string, unknown>>;

const WRITES = new Set(['create', 'update', 'publish']);
const NUMBERS = new Set(['integer', 'biginteger', 'float', 'decimal']);

/** Tells flows of entries that the public sees anew or otherwise than before. */
export const watchEntries = (
  strapi: Core.Strapi,
  { type: productType, id: productField }: AttuneConfig['catalogue'],
  entries: Pick<Entries, 'watches' | 'written'>,
  log: Log,
): void => {
  const fieldsOf = (uid: string, row: Row): JsonObject => {
    const { attributes } = strapi.db.metadata.get(uid);
    const plain = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      const type = (attributes[name] as { type?: string } | undefined)?.type;
      if (!type || !isPlainField(type)) return [];
      return [[name, NUMBERS.has(type) && value !== null ? Number(value) : value]];
    });
    return JSON.parse(JSON.stringify(Object.fromEntries(plain))) as JsonObject;
  };

  /** On Strapi's own way to the database, so that what is written in this very transaction is seen. */
  const publicRow = async ({ uid, params }: Context, documentId: string | undefined) => {
    if (documentId === undefined) return null;
    const where = {
      documentId,
      publishedAt: { $notNull: true },
      ...(params.locale && params.locale !== '*' ? { locale: params.locale } : {}),
    };
    return (await strapi.db.query(uid as UID.ContentType).findOne({ where })) as Row | null;
  };

  const tell = async (entry: Parameters<Entries['written']>[0]): Promise<void> => {
    try {
      await entries.written(entry);
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? 'error');
      log.error('Flows could not be told of an entry.', { type: entry.type, code });
    }
  };

  const watch = async (context: Context, next: () => Promise<unknown>): Promise<unknown> => {
    const { uid, action, params } = context;
    if (!WRITES.has(action) || !entries.watches(uid)) return next();
    const before = await publicRow(context, params.documentId);
    const answer = await next();
    const documentId = params.documentId ?? (answer as { documentId?: string } | null)?.documentId;
    const after = await publicRow(context, documentId);
    if (!after || documentId === undefined) return answer;
    const product = uid === productType ? after[productField] : null;
    const entry = {
      ...{ type: uid, documentId, after: fieldsOf(uid, after) },
      before: before && fieldsOf(uid, before),
      productId: typeof product === 'string' || typeof product === 'number' ? String(product) : null,
    };
    // Never inside Strapi's transaction: SQLite has one connection, and what is rolled back did not happen.
    if (!strapi.db.inTransaction()) await tell(entry);
    else await strapi.db.transaction(async ({ onCommit }) => onCommit(() => void tell(entry)));
    return answer;
  };
  strapi.documents.use(watch as unknown as Parameters<typeof strapi.documents.use>[0]);
};
