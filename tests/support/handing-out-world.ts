import { setTimeout as sleep } from 'node:timers/promises';

import type { Transact } from '../../server/src/ports';
import { EVERYTHING, newProfile, type ProfileStore, type QueueStore } from '../../server/src/profiles';
import { createHandOut, openQueue } from '../../server/src/queue';
import { createAdvance, type Advance } from '../../server/src/strapi/ring/advance';
import { eachInTurn } from './each-in-turn';
import { startLine, type Line } from './line';

type OneTurn = Parameters<typeof eachInTurn>[0];

export interface Stores {
  readonly store: ProfileStore;
  readonly queue: QueueStore;
  readonly transact: Transact;
}

/** One database, as each of several processes sees it. */
export interface SharedDatabase extends Stores {
  /** The port of its server, where it has one and a process can lose it. */
  readonly port?: number;
  /** Another process's own view, over the line of this port. */
  view?(port: number): Promise<Stores>;
  stop(): Promise<void>;
}

/** What stands under `queue` in the configuration; `url` is that of a Redis, where there is one. */
export type Lane = (prefix: string, url: string) => unknown;

export interface Process extends Advance {
  /** The machine it runs on is gone: nothing reaches it any more, nor it anything. */
  die(): void;
}

const log = { debug() {}, info() {}, warn() {}, error() {} };
const LONGEST_MS = 15_000;

let worlds = 0;

interface WorldOptions {
  readonly database: SharedDatabase;
  readonly lane: Lane;
  readonly redisUrl: string;
  /** Tells who has a turn by the name of the process. */
  readonly turn?: (...args: [...Parameters<OneTurn>, by: string]) => ReturnType<OneTurn>;
}

/** Processes that share one database, and whatever hands work out between them. The clock stands until it is set. */
export const openWorld = ({ database, lane, redisUrl, turn = async () => null }: WorldOptions) => {
  const prefix = `w${(worlds += 1)}`;
  const turned: string[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  let time = 1_000;
  const now = () => time;

  const lineTo = async (port: number, lines: Line[]): Promise<number> => {
    const line = await startLine(port);
    lines.push(line);
    return line.port;
  };

  const process = async (works = true, by = ''): Promise<Process> => {
    const lines: Line[] = [];
    const { port, view } = database;
    const { store, queue, transact } = port && view ? await view(await lineTo(port, lines)) : database;
    const url = redisUrl && `redis://127.0.0.1:${await lineTo(Number(new URL(redisUrl).port), lines)}`;
    const opened = openQueue(lane(prefix, url), [], false, () => undefined);
    const ring = createAdvance({
      queue,
      tryLock: store.tryLock,
      turn: eachInTurn(async (tx, id, at, cause) => {
        const until = await turn(tx, id, at, cause, by);
        turned.push(by + id);
        return until;
      }),
      handOut: opened && createHandOut({ ...opened, works, now, log }),
      transact,
      now,
      log,
    });
    await ring.start();
    const cut = () => {
      for (const line of lines) line.cut();
    };
    closing.push(async () => {
      await ring.drain();
      cut();
    });
    return { ...ring, die: cut };
  };

  const queued = (...ids: string[]) =>
    database.transact(async (tx) => {
      for (const id of ids)
        if (!(await database.store.get(tx, id))) await database.store.insert(tx, newProfile(id, 1));
      await database.queue.schedule(
        tx,
        ids.map((profileId) => ({ profileId, dueAt: time, cause: EVERYTHING })),
      );
    });

  /** These beat until it is so. */
  const until = async (done: () => boolean | Promise<boolean>, beating: readonly Advance[] = []) => {
    for (const end = Date.now() + LONGEST_MS; !(await done()); ) {
      if (Date.now() > end) throw new Error(`It took too long. Turned: ${turned.length}`);
      await Promise.all(beating.map((ring) => ring.tick.run(0)));
      await sleep(10);
    }
  };

  const close = async (): Promise<void> => {
    for (const end of closing.splice(0)) await end();
    await database.stop();
  };
  return { ...database, prefix, turned, process, queued, until, close, at: (to: number) => void (time = to) };
};

export type World = ReturnType<typeof openWorld>;

export const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at}`);
