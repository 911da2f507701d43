import type { Clock, Log, Transact, Tx } from '../ports';
import { EVERYTHING, ONLY_TIME, type CauseText, type Profile, type QueueStore } from '../profiles';
import type { HandOut } from '../queue';
import type { Tick } from './heartbeat';

/**
 * One turn of the ring for one person: events not yet looked at, segments, flows. Answers with the time at which
 * the person must be looked at again if nothing happens, or null for never.
 */
export type Turn = (tx: Tx, profileId: string, now: number, cause: CauseText) => Promise<number | null>;

interface Needs {
  readonly queue: QueueStore;
  /** Undefined at once when another transaction holds the row; with `wait`, that one is waited for. */
  readonly tryLock: (tx: Tx, id: string, wait: boolean) => Promise<Profile | undefined>;
  readonly exists: (tx: Tx, id: string) => Promise<boolean>;
  readonly turn: Turn;
  /** Hands work out among processes; without it, each takes from the database what it finds. */
  readonly handOut?: HandOut;
  readonly transact: Transact;
  readonly now: Clock;
  readonly log: Log;
}

export interface Advance {
  /** Turns the ring for these, as far as they are due. Never throws: who fails backs off alone. */
  advance(profileIds: readonly string[]): Promise<void>;
  /** For the content read path: takes in what is due for this visitor, so that the page knows it. */
  freshen(profileId: string): Promise<void>;
  readonly tick: Tick;
  /** Begins to work off what others hand out. */
  start(): Promise<void>;
  /** Waits for turns under way; begins no more by itself. */
  drain(): Promise<void>;
}

const BATCH = 200;
/** Of those due, this many are looked at when they are handed out and not worked off here. */
const HANDED_OUT = 5_000;
/** A turn may give cause for another one: a flow's event moves a segment, which starts a flow. The rest waits a beat. */
const TURNS = 5;
const FIRST_BACK_OFF_MS = 2_000;
const LONGEST_BACK_OFF_MS = 900_000;
/** PostgreSQL's "deadlock" and "could not serialize": nothing is wrong, one of two had to give way. */
const GAVE_WAY = new Set(['40P01', '40001']);
/** PostgreSQL's "lock not available": who holds the row goes on with it. */
const HELD_TOO_LONG = '55P03';

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown').slice(0, 60);
};

type Outcome = 'idle' | 'turned' | 'due again';

export const createAdvance = (needs: Needs): Advance => {
  const { queue, tryLock, exists, turn, handOut, transact, now, log } = needs;
  let draining = false;
  const underWay = new Set<Promise<void>>();

  const turnOnce = (id: string, wait: boolean): Promise<Outcome> =>
    transact(async (tx) => {
      // The profile's row first, as everybody does who changes a person: one order, no deadlocks.
      const profile = await tryLock(tx, id, wait);
      if (!profile) {
        if (!(await exists(tx, id))) await queue.drop(tx, id);
        return 'idle';
      }
      const at = now();
      const cause = await queue.take(tx, id, at);
      if (cause === undefined) return 'idle';
      if (profile.mergedInto) {
        await queue.schedule(tx, [{ profileId: profile.mergedInto, dueAt: at, cause: EVERYTHING }]);
        return 'turned';
      }
      const until = await turn(tx, id, at, cause);
      if (until !== null) await queue.schedule(tx, [{ profileId: id, dueAt: until, cause: ONLY_TIME }]);
      const next = await queue.dueAt(id, tx);
      return next !== undefined && next <= now() ? 'due again' : 'turned';
    });

  const backOff = async (id: string, error: unknown): Promise<void> => {
    const code = codeOf(error);
    log.error('A profile could not be advanced; it is tried again later.', { profileId: id, code });
    const later = (attempts: number) =>
      now() + Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempts - 1));
    await transact((tx) => queue.backOff(tx, id, code, later)).catch((failure: unknown) => {
      log.error('A failure could not be noted.', { profileId: id, code: codeOf(failure) });
    });
  };

  /** True when something was done for this profile, a failure noted included. */
  const advanceOne = async (id: string, wait = false): Promise<boolean> => {
    for (let turns = 0; turns < TURNS; turns += 1) {
      try {
        const outcome = await turnOnce(id, wait);
        if (outcome !== 'due again') return turns > 0 || outcome === 'turned';
      } catch (error) {
        if (codeOf(error) === HELD_TOO_LONG) return false;
        if (GAVE_WAY.has(codeOf(error)) && turns < TURNS - 1) continue;
        await backOff(id, error);
        return true;
      }
    }
    return true;
  };

  const advanceAll = async (ids: readonly string[]): Promise<number> => {
    let done = 0;
    for (const id of ids) {
      if (draining) break;
      if (await advanceOne(id)) done += 1;
    }
    return done;
  };

  const track = async (work: Promise<unknown>): Promise<void> => {
    const tracked = work.then(() => {});
    underWay.add(tracked);
    await tracked.finally(() => underWay.delete(tracked));
  };

  const workOff = async (): Promise<void> => {
    while (!draining) {
      const due = await queue.due(now(), BATCH);
      // What another process holds stays due and is its business.
      if ((await advanceAll(due.map(({ profileId }) => profileId))) === 0 || due.length < BATCH) return;
    }
  };

  /** False when the queue cannot be reached. */
  const handOutDue = async (to: HandOut): Promise<boolean> => {
    const mine = await to.isMine();
    while (mine && !draining) {
      const due = to.fresh(await queue.due(now(), HANDED_OUT));
      if (due.length === 0) return true;
      if (!(await to.offer(due))) return false;
    }
    return mine !== undefined;
  };

  return {
    async advance(profileIds) {
      const ids = [...new Set(profileIds)];
      if (handOut && ((await handOut.offer(ids)) || !handOut.works)) return;
      await track(advanceAll(ids));
    },
    async freshen(profileId) {
      const dueAt = await queue.dueAt(profileId, null);
      // A turn that is under way is waited for: what it finds is what the page must know.
      if (dueAt !== undefined && dueAt <= now() && !draining) await track(advanceOne(profileId, true));
    },
    tick: {
      name: 'ring',
      everyMs: 1_000,
      everywhere: true,
      async run() {
        if (handOut && ((await handOutDue(handOut)) || !handOut.works)) return;
        await workOff();
      },
    },
    async start() {
      if (handOut?.works) await handOut.work((ids) => track(advanceAll(ids)));
    },
    async drain() {
      draining = true;
      await Promise.allSettled(underWay);
      await handOut?.close();
    },
  };
};
