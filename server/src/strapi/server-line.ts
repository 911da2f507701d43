import type { Knex } from 'knex';

import type { Clock } from '../ports';
import { isPostgres } from './database';

/** The little of node-postgres that is touched. */
interface Connection {
  query(asked: {
    readonly text: string;
    readonly values: readonly unknown[];
    readonly query_timeout: number;
  }): Promise<{ readonly rows: unknown[] }>;
  on(event: 'error' | 'end', listener: () => void): void;
}
interface Driver {
  acquireRawConnection(): Promise<Connection>;
  destroyRawConnection(connection: Connection): Promise<void>;
}

/** A connection that has died without a word is found out by its silence; milliseconds. */
const PATIENCE_MS = 2_000;
/** Where it could not be had, or was lost, another one is tried for after this long; milliseconds. */
const REST_MS = 5_000;

/**
 * A connection of our own to PostgreSQL for one short question, asked at nearly every request: it waits for nobody's
 * transaction, and spares what the pool and its query builder take, which is more than the question itself. It keeps
 * nothing at the server, so that a pooler may stand in front. Undefined is answered where it cannot be asked, on
 * other databases too: the pool is there for that.
 */
export const openServerLine = (db: Knex, now: Clock) => {
  const driver = db.client as unknown as Driver;
  let line: Promise<Connection> | undefined;
  let closed = !isPostgres(db);
  let restsUntil = -Infinity;

  const hangUp = async (): Promise<void> => {
    const old = line;
    line = undefined;
    await old?.then((connection) => driver.destroyRawConnection(connection)).catch(() => {});
  };
  const open = (): Promise<Connection> => {
    const own = driver.acquireRawConnection();
    const lost = (): void => {
      if (line !== own) return;
      restsUntil = now() + REST_MS;
      void hangUp();
    };
    void own.then((connection) => {
      connection.on('error', lost);
      connection.on('end', lost);
    }, lost);
    return own;
  };

  return {
    async ask(text: string, values: readonly unknown[]): Promise<readonly unknown[] | undefined> {
      if (closed || (!line && now() < restsUntil)) return undefined;
      const own = (line ??= open());
      try {
        return (await (await own).query({ text, values, query_timeout: PATIENCE_MS })).rows;
      } catch {
        if (line === own) {
          restsUntil = now() + REST_MS;
          void hangUp();
        }
        return undefined;
      }
    },
    async close(): Promise<void> {
      closed = true;
      await hangUp();
    },
  };
};
