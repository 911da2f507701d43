import type { Clock } from '../../ports';
import { createHeard } from './heard';

/** An answer under way that may be kept once it has come. */
export interface Fill<Value> {
  /** Whether its key was asked for before: of another one nobody needs to note what it is made from. */
  readonly isKnown: boolean;
  /** Whether it is for keeping: its key was asked for before, or somebody else has asked meanwhile. */
  isWanted(): boolean;
  /** The answer was made from this model too; `ANY` where what it was made from is not known. */
  note(uid: string): void;
  /** False where it is not kept: nobody else wants it, a write came between, it is too large, or nothing is kept now. */
  keep(value: Value, bytes: number, endsAt: number): boolean;
  /** Whether kept or not: who waits for it goes on. */
  end(): void;
}

export interface KeptFigures {
  readonly entries: number;
  readonly bytes: number;
  readonly hits: number;
  readonly misses: number;
  /** Entries that a write has ended. */
  readonly dropped: number;
  /** Fills that were thrown away because a write came between. */
  readonly overtaken: number;
}

export interface Kept<Value> {
  get(key: string): Value | undefined;
  /** The same, without counting it as used. */
  peek(key: string): Value | undefined;
  /**
   * A fill of this key that is under way, now for somebody else too; undefined where there is none, or where waiting
   * has not paid.
   */
  underWay(key: string): Promise<void> | undefined;
  begin(key: string): Fill<Value>;
  /** What is kept under this key has become larger by this. False when it is gone, or there is no room. */
  grow(key: string, value: Value, bytes: number): boolean;
  /** Ends whatever was made from one of these models, and every fill under way that will have been. */
  drop(uids: readonly string[]): void;
  dropAll(): void;
  /** While resting nothing is given, and nothing kept. */
  rest(resting: boolean): void;
  figures(): KeptFigures;
}

/** Stands for every model. */
export const ANY = '*';

/** An entry beside its text: key, maps, headers. */
const OVERHEAD = 2_048;
const MOST_UNKEPT = 10_000;

interface Own<Value> {
  readonly key: string;
  readonly value: Value;
  bytes: number;
  readonly endsAt: number;
  readonly uids: ReadonlySet<string>;
  /** Since room was made last. */
  isUsed: boolean;
}

interface UnderWay {
  readonly ended: Promise<void>;
  want(): void;
}

interface Needs {
  readonly maxBytes: number;
  readonly now: Clock;
}

/**
 * Answers in memory: what is asked for a second time is kept, what was not used since room was made last goes first
 * (a clock: to put each that is used behind all others makes a map anew every few uses), and a write ends what it
 * could have changed.
 */
export const createKept = <Value>({ maxBytes, now }: Needs): Kept<Value> => {
  /** In the order in which room is looked for. */
  const entries = new Map<string, Own<Value>>();
  const madeFrom = new Map<string, Set<Own<Value>>>();
  const underWay = new Map<string, UnderWay>();
  /** Also of what was kept and has ended: it is kept again at once. */
  const heard = createHeard();
  /** Keys whose answers are not for keeping: nobody waits for another one. */
  const unkept = new Set<string>();
  /** Writes are numbered; a fill may be kept when none of its models was written since it began. */
  let writes = 0;
  let writtenAll = 0;
  const written = new Map<string, number>();
  let resting = false;
  let bytes = 0;
  const count = { hits: 0, misses: 0, dropped: 0, overtaken: 0 };

  const remove = (entry: Own<Value>): void => {
    if (!entries.delete(entry.key)) return;
    bytes -= entry.bytes;
    for (const uid of entry.uids) {
      const others = madeFrom.get(uid);
      others?.delete(entry);
      if (others?.size === 0) madeFrom.delete(uid);
    }
  };
  const makeRoom = (): void => {
    for (const entry of entries.values()) {
      if (bytes <= maxBytes) return;
      if (!entry.isUsed) remove(entry);
      else {
        entry.isUsed = false;
        entries.delete(entry.key);
        entries.set(entry.key, entry);
      }
    }
  };
  const rememberUnkept = (key: string): void => {
    unkept.add(key);
    if (unkept.size > MOST_UNKEPT) for (const oldest of unkept) return void unkept.delete(oldest);
  };
  const isOvertaken = (uids: ReadonlySet<string>, began: number): boolean => {
    if (writtenAll > began) return true;
    if (uids.has(ANY)) return writes > began;
    return [...uids].some((uid) => (written.get(uid) ?? 0) > began);
  };
  const dropEntries = (doomed: Iterable<Own<Value>>): void => {
    for (const entry of [...doomed]) {
      remove(entry);
      heard(entry.key);
      count.dropped += 1;
    }
  };

  return {
    peek(key) {
      const entry = resting ? undefined : entries.get(key);
      return entry && now() < entry.endsAt ? entry.value : undefined;
    },
    get(key) {
      const entry = resting ? undefined : entries.get(key);
      if (entry && now() < entry.endsAt) {
        count.hits += 1;
        entry.isUsed = true;
        return entry.value;
      }
      if (entry) {
        remove(entry);
        heard(key);
      }
      count.misses += 1;
      return undefined;
    },
    underWay(key) {
      const running = underWay.get(key);
      running?.want();
      return running?.ended;
    },
    begin(key) {
      const began = writes;
      const isKnown = heard(key);
      let isWanted = isKnown;
      const uids = new Set(isKnown ? [] : [ANY]);
      let judged = false;
      let done = (): void => {};
      if (!underWay.has(key) && !unkept.has(key)) {
        const ended = new Promise<void>((resolve) => {
          done = () => {
            if (underWay.get(key)?.ended === ended) underWay.delete(key);
            resolve();
          };
        });
        underWay.set(key, { ended, want: () => void (isWanted = true) });
      }
      return {
        isKnown,
        isWanted: () => isWanted,
        note: (uid) => void uids.add(uid),
        keep(value, size, endsAt) {
          judged = true;
          const whole = size + 2 * key.length + OVERHEAD;
          if (!isWanted || resting || whole > maxBytes || now() >= endsAt) return false;
          if (isOvertaken(uids, began)) {
            count.overtaken += 1;
            return false;
          }
          const before = entries.get(key);
          if (before) remove(before);
          unkept.delete(key);
          const entry = { key, value, bytes: whole, endsAt, uids, isUsed: false };
          entries.set(key, entry);
          bytes += whole;
          for (const uid of uids) madeFrom.set(uid, (madeFrom.get(uid) ?? new Set()).add(entry));
          makeRoom();
          return true;
        },
        end() {
          if (isWanted && !judged) rememberUnkept(key);
          done();
        },
      };
    },
    grow(key, value, more) {
      const own = entries.get(key);
      if (own?.value !== value || own.bytes + more > maxBytes) return false;
      own.bytes += more;
      bytes += more;
      makeRoom();
      return true;
    },
    drop(uids) {
      writes += 1;
      for (const uid of uids) {
        written.set(uid, writes);
        dropEntries(madeFrom.get(uid) ?? []);
      }
      dropEntries(madeFrom.get(ANY) ?? []);
    },
    dropAll() {
      writes += 1;
      writtenAll = writes;
      dropEntries(entries.values());
    },
    rest(to) {
      resting = to;
    },
    figures: () => ({ entries: entries.size, bytes, ...count }),
  };
};
