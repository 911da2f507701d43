import type { Clock, Log, Transact, Tx } from '../ports';
import {
  EVERYTHING,
  ONLY_TIME,
  type CauseText,
  type Due,
  type LockedProfile,
  type QueueStore,
} from '../profiles';
import type { HandOut } from '../queue';
import type { Tick } from './heartbeat';

/**
 * One turn of the ring for these people, by id with why: events not yet looked at, segments, flows. Answers for each
 * with the time at which they must be looked at again if nothing happens, or null for never.
 */
export type Turn = (
  tx: Tx,
  people: ReadonlyMap<string, CauseText>,
  now: number,
) => Promise<ReadonlyMap<string, number | null>>;

interface Needs {
  readonly queue: QueueStore;
  /** Without those whose row another transaction holds; with `wait`, that one is waited for. */
  readonly tryLock: (tx: Tx, ids: readonly string[], wait: boolean) => Promise<readonly LockedProfile[]>;
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
/**
 * So many have their turn in one transaction: what is asked is asked once for all of them, and written to the disk
 * once. On SQLite everybody else waits for it.
 */
const TOGETHER = 20;
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

/** Who had a turn, and who of them is due again already. */
interface Turned {
  readonly turned: readonly string[];
  readonly again: readonly string[];
}

export const createAdvance = (needs: Needs): Advance => {
  const { queue, tryLock, turn, handOut, transact, now, log } = needs;
  let draining = false;
  const underWay = new Set<Promise<void>>();

  const turnOnce = (ids: readonly string[], wait: boolean): Promise<Turned> =>
    transact(async (tx) => {
      // The profiles' rows first, as everybody does who changes a person: one order, no deadlocks.
      const locked = await tryLock(tx, ids, wait);
      const known = new Map(locked.map((profile) => [profile.id, profile]));
      const others = ids.filter((id) => !known.has(id));
      // Another process has them, or nobody can.
      if (others.length > 0) await queue.dropGone(tx, others);
      const at = now();
      const taken = await queue.take(tx, [...known.keys()], at);
      const [people, next] = [new Map<string, CauseText>(), new Array<Due>()];
      for (const [id, cause] of taken) {
        const heir = known.get(id)?.mergedInto ?? null;
        if (heir === null) people.set(id, cause);
        else next.push({ profileId: heir, dueAt: at, cause: EVERYTHING });
      }
      for (const [profileId, until] of people.size > 0 ? await turn(tx, people, at) : []) {
        if (until !== null) next.push({ profileId, dueAt: until, cause: ONLY_TIME });
      }
      await queue.schedule(tx, next);
      const turned = [...taken.keys()];
      return { turned, again: turned.length > 0 ? await queue.dueAmong(tx, [...people.keys()], now()) : [] };
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

  /** Those for whom something was done, a failure noted included. */
  const advanceSome = async (ids: readonly string[], wait = false): Promise<ReadonlySet<string>> => {
    const done = new Set<string>();
    let due = ids;
    for (let turns = 0; turns < TURNS && due.length > 0; turns += 1) {
      try {
        const { turned, again } = await turnOnce(due, wait);
        for (const id of turned) done.add(id);
        due = again;
      } catch (error) {
        const [only, ...others] = due;
        if (others.length > 0) return new Set([...done, ...(await oneByOne(due))]);
        if (codeOf(error) === HELD_TOO_LONG || only === undefined) return done;
        if (GAVE_WAY.has(codeOf(error)) && turns < TURNS - 1) continue;
        await backOff(only, error);
        return done.add(only);
      }
    }
    return done;
  };

  /** One of them failed, or all were too much at once: nothing of theirs was kept, and each stands alone. */
  const oneByOne = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const done = new Set<string>();
    for (const id of ids) {
      if (draining) break;
      for (const one of await advanceSome([id])) done.add(one);
    }
    return done;
  };

  const inParts = (ids: readonly string[]): readonly (readonly string[])[] =>
    Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, at) =>
      ids.slice(at * TOGETHER, (at + 1) * TOGETHER),
    );

  const advanceAll = async (ids: readonly string[]): Promise<number> => {
    let done = 0;
    for (const part of inParts(ids)) {
      if (draining) break;
      done += (await advanceSome(part)).size;
    }
    return done;
  };

  /** Of those due, from anywhere among them: whoever looks at the same moment begins elsewhere. */
  const advanceFromAnywhere = async (ids: readonly string[]): Promise<number> => {
    const parts = inParts(ids);
    const first = Math.floor(Math.random() * parts.length);
    let done = 0;
    for (const part of [...parts.slice(first), ...parts.slice(0, first)]) {
      if (draining) break;
      const had = (await advanceSome(part)).size;
      done += had;
      // Here another process has been before: what it has left is asked anew.
      if (had === 0 && done > 0) break;
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
      if ((await advanceFromAnywhere(due.map(({ profileId }) => profileId))) === 0) return;
    }
  };

  /** False when the queue cannot be reached. */
  const handOutDue = async (to: HandOut): Promise<boolean> => {
    const mine = await to.isMine();
    while (mine && !draining) {
      const due = await queue.due(now(), HANDED_OUT);
      const fresh = to.fresh(due);
      if (fresh.length > 0 && !(await to.offer(fresh))) return false;
      // What is offered stays due until it is worked off: asked again, it would only be read again.
      if (fresh.length === 0 || due.length < HANDED_OUT) return true;
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
      if (dueAt !== undefined && dueAt <= now() && !draining) await track(advanceSome([profileId], true));
    },
    tick: {
      name: 'ring',
      everyMs: 1_000,
      everywhere: true,
      due: (at) => [{ from: 'attune_profile_queue where due_at <= ?', values: [at] }],
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
