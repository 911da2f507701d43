import { randomUUID } from 'node:crypto';

import type { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';

import { PluginError, type Batch, type JobQueue } from '../../../../plugin/src';

interface Options {
  readonly redis: string;
  readonly prefix: string;
}

const NAME = 'turns';
/** A turn waits for the database most of the time. */
const IN_HAND = 2;
/** Whoever offers says so each second; one that is silent this long has died. */
const LEASE_MS = 5_000;
const CONNECT_MS = 3_000;

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown').slice(0, 60);
};

/** Both are the application's to install, since most do without. */
const load = async () => {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis: ioredis.Redis };
  } catch {
    throw new PluginError('invalid', 'queue.redis needs two packages: npm install bullmq ioredis');
  }
};

/** The address without who logs in. */
const targetOf = (address: string): string => {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
};

interface Opened {
  readonly connection: Redis;
  readonly queue: Queue<Batch>;
}

/**
 * Batches as BullMQ jobs (https://docs.bullmq.io). A job is neither retried nor kept: the database knows who is still
 * due. An offer fails at once while Redis is away; a worker waits for it to come back.
 */
export const openBullmq = ({ redis, prefix }: Options, onFault: (code: string) => void): JobQueue => {
  const me = randomUUID();
  let opening: Promise<Opened> | undefined;
  let worker: Worker<Batch> | undefined;
  let listening: Redis | undefined;

  const open = async (): Promise<Opened> => {
    const { bullmq, Redis } = await load();
    const connection = new Redis(redis, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: CONNECT_MS,
    });
    connection.on('error', (error: unknown) => onFault(codeOf(error)));
    await connection.connect();
    const queue = new bullmq.Queue<Batch>(NAME, { connection, prefix });
    queue.on('error', (error: unknown) => onFault(codeOf(error)));
    return { connection, queue };
  };
  const opened = (): Promise<Opened> => {
    opening ??= open().catch((error: unknown) => {
      // The next call tries anew.
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    target: targetOf(redis),
    async offer(batch) {
      const { queue } = await opened();
      await queue.add('turn', batch, { removeOnComplete: true, removeOnFail: true, attempts: 1 });
    },
    async offersTheDue() {
      const { connection } = await opened();
      const key = `${prefix}:offers`;
      if ((await connection.set(key, me, 'PX', LEASE_MS, 'NX')) === 'OK') return true;
      if ((await connection.get(key)) !== me) return false;
      await connection.pexpire(key, LEASE_MS);
      return true;
    },
    async work(handle) {
      const { bullmq, Redis } = await load();
      listening = new Redis(redis, { maxRetriesPerRequest: null });
      listening.on('error', (error: unknown) => onFault(codeOf(error)));
      worker = new bullmq.Worker<Batch>(NAME, ({ data }) => handle(data), {
        connection: listening,
        prefix,
        concurrency: IN_HAND,
      });
      worker.on('error', (error: unknown) => onFault(codeOf(error)));
    },
    async figures() {
      const { queue } = await opened();
      const [waiting, workers] = await Promise.all([queue.getWaitingCount(), queue.getWorkersCount()]);
      return { waiting, workers };
    },
    async close() {
      // A worker whose Redis is away would wait for it to say goodbye.
      const isThere = listening?.status === 'ready';
      const closed = worker?.close(!isThere).catch(() => undefined);
      if (isThere) await closed;
      listening?.disconnect();
      const { connection, queue } = (await opening?.catch(() => undefined)) ?? {};
      await queue?.close().catch(() => undefined);
      connection?.disconnect();
    },
  };
};
