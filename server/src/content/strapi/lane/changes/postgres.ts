import type { Knex } from 'knex';

import { ANY } from '../../..';
import type { Clock, Log } from '../../../../ports';
import type { Changes, Heard } from './changes';

/** The little of node-postgres that is touched. */
interface Connection {
  query(sql: string): Promise<unknown>;
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: () => void): void;
}
interface Driver {
  acquireRawConnection(): Promise<Connection>;
  destroyRawConnection(connection: Connection): Promise<void>;
}

const CHANNEL = 'attune_content';
const PING = 'ping';
/** A connection that has died without a word is found out by its own silence. */
const PING_EVERY_MS = 5_000;
const SILENCE_MS = 3_000;
/** PostgreSQL takes notes of under 8,000 bytes. */
const MOST_CHARACTERS = 7_000;

interface Needs {
  readonly db: Knex;
  /** This instance's own name. */
  readonly self: string;
  readonly now: Clock;
  readonly log: Log;
}

/**
 * Notes in the writing transaction, which PostgreSQL hands on at its commit, heard on a connection of our own. A
 * pooler in front that gives each transaction another connection lets nothing be heard: the pings tell.
 */
export const createPostgresChanges = ({ db, self, now, log }: Needs): Changes => {
  const driver = db.client as unknown as Driver;
  let heard: Heard | undefined;
  let connection: Connection | undefined;
  let stopped = false;
  let deaf = true;
  let pingedAt = -Infinity;
  let heardAt = -Infinity;
  let untold: readonly string[] = [];

  const note = async (text: string, trx?: Knex.Transaction): Promise<void> => {
    await (trx ?? db).raw('select pg_notify(?, ?)', [CHANNEL, `${self} ${text}`]);
  };

  const setDeaf = (to: boolean): void => {
    deaf = to;
    heard?.onDeaf(to);
  };

  const onNote = ({ payload = '' }: { payload?: string }): void => {
    const [from, ...words] = payload.split(' ');
    if (from !== self) {
      if (words[0] !== PING) heard?.onWritten(words);
    } else if (words[0] === PING && connection) {
      heardAt = now();
      if (!deaf) return;
      // Whatever was said before this has been missed.
      heard?.onAnything();
      setDeaf(false);
    }
  };

  const hangUp = async (): Promise<void> => {
    const old = connection;
    connection = undefined;
    heardAt = -Infinity;
    pingedAt = -Infinity;
    setDeaf(true);
    if (old) await driver.destroyRawConnection(old).catch(() => {});
  };

  const listen = async (): Promise<void> => {
    const made = await driver.acquireRawConnection();
    const lost = () => {
      if (connection === made) void hangUp();
    };
    made.on('notification', onNote);
    made.on('error', lost);
    made.on('end', lost);
    await made.query(`listen ${CHANNEL}`);
    connection = made;
  };

  const ping = async (): Promise<void> => {
    pingedAt = now();
    await note(PING);
  };

  const retell = async (): Promise<void> => {
    const uids = untold;
    untold = [];
    try {
      const text = [...new Set(uids)].join(' ');
      if (text !== '') await note(text.length < MOST_CHARACTERS ? text : ANY);
    } catch {
      untold = [...uids, ...untold];
    }
  };

  const failed = (error: unknown): void => {
    log.warn('Writes of other instances are not heard of: nothing is answered from memory meanwhile.', {
      code: String((error as { code?: unknown }).code ?? (error as Error).name),
    });
  };

  return {
    async tell(uids, trx) {
      if (trx) return note(uids.join(' '), trx);
      untold = [...untold, ...uids];
      await retell();
    },
    async start(to) {
      heard = to;
      setDeaf(true);
      await listen().then(ping).catch(failed);
    },
    async beat() {
      if (stopped) return;
      await retell();
      const silent = heardAt < pingedAt && now() - pingedAt > SILENCE_MS;
      if (connection && silent) {
        failed(new Error('silence'));
        await hangUp();
      }
      try {
        if (!connection) await listen();
        if (now() - pingedAt >= PING_EVERY_MS) await ping();
      } catch (error) {
        failed(error);
      }
    },
    async stop() {
      stopped = true;
      await hangUp();
    },
  };
};
