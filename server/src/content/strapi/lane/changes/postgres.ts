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
class Silence extends Error {
  override readonly name = 'silence';
}

/** So that a network that is gone holds up nothing for longer than silence may last. */
const within = <Answer>(work: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Silence('The database does not answer.')), SILENCE_MS);
  });
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
};

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
    // A transaction's own wait is its owner's.
    const told = (trx ?? db).raw('select pg_notify(?, ?)', [CHANNEL, `${self} ${text}`]).then(() => {});
    await (trx ? told : within(told));
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
    if (old) await within(driver.destroyRawConnection(old)).catch(() => {});
  };

  const listen = async (): Promise<void> => {
    const opening = driver.acquireRawConnection();
    const made = await within(opening).catch((error: unknown) => {
      void opening.then(
        (late) => driver.destroyRawConnection(late),
        () => {},
      );
      throw error;
    });
    const lost = () => {
      if (connection === made) void hangUp();
    };
    made.on('notification', onNote);
    made.on('error', lost);
    made.on('end', lost);
    await within(made.query(`listen ${CHANNEL}`)).catch((error: unknown) => {
      void driver.destroyRawConnection(made).catch(() => {});
      throw error;
    });
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
    } catch (error) {
      untold = [...uids, ...untold];
      if (error instanceof Silence) await failed(error);
    }
  };

  const failed = async (error: unknown): Promise<void> => {
    log.warn('Writes of other instances are not heard of: nothing is answered from memory meanwhile.', {
      code: String((error as { code?: unknown }).code ?? (error as Error).name),
    });
    if (error instanceof Silence) await hangUp();
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
      const silent = heardAt < pingedAt && now() - pingedAt > SILENCE_MS;
      if (connection && silent) await failed(new Silence());
      await retell();
      try {
        if (!connection) await listen();
        if (now() - pingedAt >= PING_EVERY_MS) await ping();
      } catch (error) {
        await failed(error);
      }
    },
    async stop() {
      stopped = true;
      await hangUp();
    },
  };
};
