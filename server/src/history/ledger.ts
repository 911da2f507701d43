/** An event or a row that was not taken, as it stands in the rejects file. */
export interface Reject {
  readonly line: number;
  /** How many rows it was made of. */
  readonly rows: number;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** How far a run came: every outcome before `next` is settled. */
export interface Progress {
  readonly next: number;
  readonly sent: number;
  readonly rejected: number;
}

export interface Ledger {
  /** The outcome of this number is done with: taken, or not and why. In any order. */
  settle(ordinal: number, reject?: Reject): void;
  /** Moves up to the first outcome that is not settled; answers the rejects on the way. */
  advance(): readonly Reject[];
  progress(): Progress;
}

/** Batches are acknowledged out of order; a run that was killed goes on from the first gap. */
export const createLedger = (from: Progress): Ledger => {
  const settled = new Map<number, Reject | undefined>();
  let progress = from;
  return {
    settle: (ordinal, reject) => void settled.set(ordinal, reject),
    advance() {
      const rejects: Reject[] = [];
      let { next, sent, rejected } = progress;
      for (; settled.has(next); next += 1) {
        const reject = settled.get(next);
        settled.delete(next);
        if (reject) rejects.push(reject);
        if (reject) rejected += 1;
        else sent += 1;
      }
      progress = { next, sent, rejected };
      return rejects;
    },
    progress: () => progress,
  };
};
