import { setTimeout as sleep } from 'node:timers/promises';

import knex from 'knex';

import { AGREED, createTracker } from './tracking';

export interface SteadyLoad {
  /** The messageIds that were answered with 200. */
  readonly acknowledged: readonly string[];
  /** Fulfils once so many are. */
  until(count: number): Promise<void>;
  /** Sends no more; fulfils when everything under way was answered or broke off. */
  end(): Promise<void>;
}

const SENDERS = 8;
const BATCH = 25;

/** Sends batches of events without a pause, from several visitors at once, until told to end. */
export const startLoad = (url: string): SteadyLoad => {
  const track = createTracker({ url });
  const acknowledged: string[] = [];
  let ended = false;

  const sender = async (name: number): Promise<void> => {
    for (let round = 0; !ended; round += 1) {
      const batch = Array.from({ length: BATCH }, (_, index) => ({
        type: 'track',
        event: 'Kept',
        anonymousId: `device-${name}-${round % 10}`,
        messageId: `${name}-${round}-${index}`,
        context: AGREED,
      }));
      const answer = await track.browser('batch', { batch }).catch(() => undefined);
      if (answer?.ok) acknowledged.push(...batch.map(({ messageId }) => messageId));
      // A server that has gone is not asked ten thousand times a second.
      else await sleep(20);
    }
  };
  const senders = Array.from({ length: SENDERS }, (_, name) => sender(name));

  return {
    acknowledged,
    async until(count) {
      while (acknowledged.length < count) await sleep(10);
    },
    async end() {
      ended = true;
      await Promise.all(senders);
    },
  };
};

/** The messageIds that a stopped Strapi has left in its SQLite file. */
export const keptIn = async (dataDir: string): Promise<ReadonlySet<string>> => {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: `${dataDir}/data.db` },
    useNullAsDefault: true,
  });
  try {
    return new Set(await db('attune_events').pluck('message_id'));
  } finally {
    await db.destroy();
  }
};
