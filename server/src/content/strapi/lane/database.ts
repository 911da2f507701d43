import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

interface Watch {
  onRead(uid: string, params: unknown): void;
  /** A write in a transaction, not yet to be seen by others. */
  onWriting(uid: string, trx: Knex.Transaction): Promise<void>;
  /** Writes that everybody may see from now on, before who wrote them has their answer. */
  onWritten(uids: readonly string[], announced: boolean): Promise<void> | void;
  /** Writes that nobody tells of may be under way, until it is false again. */
  onBlind(blind: boolean): void;
}

type Run = Core.Strapi['db']['lifecycles']['run'];

const READS = new Set(['beforeFindOne', 'beforeFindMany', 'beforeCount']);
const WRITES = new Set([
  'afterCreate',
  'afterCreateMany',
  'afterUpdate',
  'afterUpdateMany',
  'afterDelete',
  'afterDeleteMany',
]);

/** Strapi notes once an hour that a token was used. */
const ONLY_USED = new Set(['lastUsedAt', 'updatedAt']);

const changesNothing = (uid: string, params: unknown): boolean => {
  if (uid !== 'admin::api-token') return false;
  const data = (params as { data?: unknown } | undefined)?.data;
  return typeof data === 'object' && data !== null && Object.keys(data).every((key) => ONLY_USED.has(key));
};

/**
 * Hears of every read and write of Strapi's query engine. It stands before the subscribers, one of which might throw
 * after the write has been committed, and hears what they do not when lifecycles are switched off for a transfer.
 */
export const watchDatabase = (
  strapi: Core.Strapi,
  { onRead, onWriting, onWritten, onBlind }: Watch,
): void => {
  const { lifecycles } = strapi.db;
  const run = lifecycles.run.bind(lifecycles);
  const disable = lifecycles.disable.bind(lifecycles);
  const enable = lifecycles.enable.bind(lifecycles);
  /** What open transactions have written. */
  const open = new WeakMap<Knex.Transaction, Set<string>>();

  const wrote = async (uid: string): Promise<void> => {
    if (!strapi.db.inTransaction()) return onWritten([uid], false);
    await strapi.db.transaction(async ({ trx, onCommit }) => {
      const known = open.get(trx);
      if (known?.has(uid)) return;
      const uids = known ?? new Set<string>();
      uids.add(uid);
      if (!known) {
        open.set(trx, uids);
        onCommit(() => void onWritten([...uids], true));
      }
      await onWriting(uid, trx);
    });
  };

  const watched: Run = (action, uid, properties, states) => {
    const next = () => run(action, uid, properties, states);
    if (READS.has(action)) onRead(uid, properties.params);
    else if (WRITES.has(action) && !changesNothing(uid, properties.params)) return wrote(uid).then(next);
    return next();
  };
  lifecycles.run = watched;
  lifecycles.disable = () => {
    onBlind(true);
    disable();
  };
  lifecycles.enable = () => {
    enable();
    onBlind(false);
  };
};
