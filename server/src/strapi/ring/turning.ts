import type { Clock, Log, Transact, Tx } from '../../ports';
import {
  EVERYTHING,
  ONLY_TIME,
  type CauseText,
  type Due,
  type LockedProfile,
  type QueueStore,
} from '../../profiles';

/**
 * One turn of the ring for these people, by id with why: events not yet looked at, segments, flows. Answers for each
 * with the time at which they must be looked at again if nothing happens, or null for never.
 */
export type Turn = (
  tx: Tx,
  people: ReadonlyMap<string, CauseText>,
  now: number,
) => Promise<ReadonlyMap<string, number | null>>;

export interface TurningNeeds {
  readonly queue: QueueStore;
  /** Without those whose row another transaction holds; with `wait`, that one is waited for. */
  readonly tryLock: (tx: Tx, ids: readonly string[], wait: boolean) => Promise<readonly LockedProfile[]>;
  readonly turn: Turn;
  readonly transact: Transact;
  readonly now: Clock;
  readonly log: Log;
  /** From 0 to 1; chance itself when left out. */
  readonly chance?: () => number;
}

/** Turns for people as far as they are due. Never throws: who fails backs off alone. */
export interface Turning {
  /** Together; says for whom something was done, a failure noted included. */
  some(ids: readonly string[], wait?: boolean): Promise<ReadonlySet<string>>;
  /** Part by part; says for how many something was done. */
  all(ids: readonly string[]): Promise<number>;
  /** The same, beginning anywhere among them: whoever looks at the same moment begins elsewhere. */
  fromAnywhere(ids: readonly string[]): Promise<number>;
}

/**
 * So many have their turn in one transaction: what is asked is asked once for all of them, and written to the disk
 * once. On SQLite everybody else waits for it.
 */
const TOGETHER = 20;
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

const inParts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, at) =>
    ids.slice(at * TOGETHER, (at + 1) * TOGETHER),
  );

/** `isEnding` says that no turn is to begin any more. */
export const createTurning = (needs: TurningNeeds, isEnding: () => boolean): Turning => {
  const { queue, tryLock, turn, transact, now, log, chance = Math.random } = needs;

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
  const some = async (ids: readonly string[], wait = false): Promise<ReadonlySet<string>> => {
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
      if (isEnding()) break;
      for (const one of await some([id])) done.add(one);
    }
    return done;
  };

  const inTurn = async (parts: readonly (readonly string[])[]): Promise<number> => {
    let done = 0;
    for (const part of parts) {
      if (isEnding()) break;
      done += (await some(part)).size;
    }
    return done;
  };

  return {
    some,
    all: (ids) => inTurn(inParts(ids)),
    fromAnywhere(ids) {
      const parts = inParts(ids);
      const first = Math.floor(chance() * parts.length);
      return inTurn([...parts.slice(first), ...parts.slice(0, first)]);
    },
  };
};
