import { PluginError, type EventFault } from '../../../plugin/src';
import type { Log, Transact, Tx } from '../ports';
import type { AcceptedEvent, LateFaults, Piece } from './accepted-event';
import { createBell } from './bell';
import type { Committed } from './commit';
import { asCall, type SetAside } from './set-aside';

interface Needs {
  readonly transact: Transact;
  readonly commit: (tx: Tx, pieces: readonly Piece[]) => Promise<Committed>;
  readonly setAside: SetAside;
  /** Told whom something was stored about, after it is durable. Calls never overlap. */
  readonly afterCommit: (profileIds: readonly string[]) => Promise<void>;
  /** The most events that may wait. */
  readonly limit: number;
  readonly log: Log;
  readonly breathe: () => Promise<void>;
}

export interface GroupCommit {
  /** Fulfils once the piece is durable. Throws `too-many` when too much waits, `unavailable` when it cannot be stored. */
  add(piece: Piece): Promise<LateFaults>;
  /** How many events wait. */
  pending(): number;
  start(): void;
  /** Takes nothing more; fulfils when all that was taken is durable and told. */
  drain(): Promise<void>;
}

/** One transaction holds at most so many events: the loop is never blocked for long, and others get their turn. */
const MOST_AT_ONCE = 500;
const RETRY_AFTER_S = 2;

interface Waiting {
  readonly piece: Piece;
  readonly size: number;
  done(late: LateFaults): void;
  fail(error: Error): void;
}

const sizeOf = ({ events, quarantined }: Piece): number => events.length + quarantined.length;

const split = (piece: Piece): readonly Piece[] => {
  if (sizeOf(piece) <= MOST_AT_ONCE) return [piece];
  const parts: Piece[] = [];
  for (let at = 0; at < piece.events.length; at += MOST_AT_ONCE) {
    parts.push({ events: piece.events.slice(at, at + MOST_AT_ONCE), quarantined: [] });
  }
  for (let at = 0; at < piece.quarantined.length; at += MOST_AT_ONCE) {
    parts.push({ events: [], quarantined: piece.quarantined.slice(at, at + MOST_AT_ONCE) });
  }
  return parts;
};

const NOT_STORED: EventFault = { code: 'not-stored', path: '', message: 'The database refused this event.' };

const unstored = () =>
  new PluginError('unavailable', 'The events could not be stored. Send them again in a moment.');

/**
 * Many requests, one transaction: while one is being written, what arrives gathers for the next. The loop is
 * started with the plugin, outside any request, and is the only one that writes events.
 */
export const createGroupCommit = (needs: Needs): GroupCommit => {
  const { transact, commit, setAside, afterCommit, limit, log, breathe } = needs;
  let queue: Waiting[] = [];
  let pending = 0;
  let draining = false;
  let changed = new Set<string>();
  const work = createBell();
  const news = createBell();
  const loops: Promise<void>[] = [];

  const take = (): readonly Waiting[] => {
    let size = 0;
    let count = 0;
    for (const waiting of queue) {
      if (count > 0 && size + waiting.size > MOST_AT_ONCE) break;
      size += waiting.size;
      count += 1;
    }
    const taken = queue.slice(0, count);
    queue = queue.slice(count);
    return taken;
  };

  const store = async (pieces: readonly Piece[]): Promise<LateFaults> => {
    const { profileIds, late } = await transact((tx) => commit(tx, pieces));
    for (const id of profileIds) changed.add(id);
    if (profileIds.length > 0) news.ring();
    return late;
  };

  /** Throws when not even the quarantine takes it: then nothing can be stored now. */
  const keepAside = async ({ event, keyId, historical }: AcceptedEvent): Promise<void> => {
    const origin = { keyId, historical, receivedAt: event.receivedAt };
    await store([{ events: [], quarantined: [setAside(asCall(event), NOT_STORED, origin)] }]);
  };

  /** One event that no database takes must not stop its neighbours: each is tried alone, the bad one set aside. */
  const storeOneByOne = async ({ events, quarantined }: Piece): Promise<LateFaults> => {
    const late = new Map(quarantined.length > 0 ? await store([{ events: [], quarantined }]) : []);
    for (const accepted of events) {
      try {
        for (const [key, fault] of await store([{ events: [accepted], quarantined: [] }]))
          late.set(key, fault);
      } catch {
        await keepAside(accepted);
        late.set(accepted, NOT_STORED);
      }
    }
    return late;
  };

  const settleAlone = async ({ piece, done, fail }: Waiting): Promise<void> => {
    try {
      done(await store([piece]).catch(() => storeOneByOne(piece)));
    } catch (error) {
      log.error('Events could not be stored.', { code: codeOf(error) });
      fail(unstored());
    }
  };

  const settle = async (taken: readonly Waiting[]): Promise<void> => {
    try {
      const late = await store(taken.map(({ piece }) => piece));
      for (const { done } of taken) done(late);
    } catch (error) {
      log.warn('A group of events failed; trying them one by one.', { code: codeOf(error) });
      for (const waiting of taken) await settleAlone(waiting);
    }
  };

  const write = async (): Promise<void> => {
    while (queue.length > 0 || !draining) {
      if (queue.length === 0) {
        await work.wait();
        continue;
      }
      const taken = take();
      await settle(taken);
      for (const { size } of taken) pending -= size;
      await breathe();
    }
  };

  const tell = async (isOver: () => boolean): Promise<void> => {
    while (changed.size > 0 || !isOver()) {
      if (changed.size === 0) {
        await news.wait();
        continue;
      }
      const ids = [...changed];
      changed = new Set();
      await afterCommit(ids).catch((error: unknown) =>
        log.error('What follows from stored events failed; the heartbeat will do it.', {
          code: codeOf(error),
        }),
      );
    }
  };

  return {
    async add(piece) {
      if (draining)
        throw new PluginError('unavailable', 'This server is shutting down. Try again in a moment.');
      const size = sizeOf(piece);
      // What alone is more than may wait is taken when nothing waits: else it never would be.
      if (pending > 0 && pending + size > limit) {
        throw new PluginError('too-many', 'Too many events are waiting. Send them again in a moment.', {
          retryAfter: RETRY_AFTER_S,
        });
      }
      pending += size;
      const parts = split(piece).map(
        (part) =>
          new Promise<LateFaults>((done, fail) =>
            queue.push({ piece: part, size: sizeOf(part), done, fail }),
          ),
      );
      work.ring();
      const late = await Promise.all(parts);
      return new Map(late.flatMap((faults) => [...faults]));
    },
    pending: () => pending,
    start() {
      let written = false;
      const writing = write().finally(() => {
        written = true;
        news.ring();
      });
      loops.push(
        writing,
        tell(() => written),
      );
    },
    async drain() {
      draining = true;
      work.ring();
      await Promise.all(loops);
    },
  };
};

const codeOf = (error: unknown): string => {
  const { code, name } = error as Error & { code?: string };
  return code ?? name ?? 'unknown';
};
